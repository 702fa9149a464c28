"""Files in the shape of the common committee system's web service, of meetings that never were."""

from __future__ import annotations

from collections.abc import Sequence

COMMITTEES = """<?xml version="1.0" encoding="utf-8"?>
<committees><committeescount>2</committeescount>
<committee><committeeid>142</committeeid><committeetitle>Riverside Joint Committee</committeetitle>
<committeedeleted>False</committeedeleted><committeeexpired>False</committeeexpired>
<committeecategory>Joint committees</committeecategory></committee>
<committee><committeeid>9</committeeid><committeetitle>Licensing Board</committeetitle></committee>
</committees>"""

MEETINGS = """<?xml version="1.0" encoding="utf-8"?>
<getmeetings><committee><committeeid>142</committeeid><committeemeetings>
<meeting><meetingid>71</meetingid><meetingdate>05/04/2019</meetingdate><meetingtime>6.30 pm</meetingtime>
<meetingstatus>Confirmed</meetingstatus></meeting>
<meeting><meetingid>72</meetingid><meetingdate>12/07/2019</meetingdate><meetingtime>6.30 pm</meetingtime>
<meetingstatus>Cancelled</meetingstatus></meeting>
</committeemeetings></committee></getmeetings>"""

# As it is served: HTML from Word between the tags, a tag that nobody closes, entities that XML does not know.
MINUTES = """<div class="WordSection1"><?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />
<p class=MsoNormal>Members asked what the bridge&nbsp;costs: &pound;3&nbsp;m<br>or more.<o:p></o:p></p>
<p><b>RESOLVED</b>:</p>
<p class=MsoList><span>1.<span>&nbsp;&nbsp; </span></span>To agree the plan.</p>
<p>2. To note:</p><p>a) the costs</p><p>b) the risks &amp; their owners</p></div>"""


def item(title: str, *, minutes: str = "", number: str = "", more: str = "") -> str:
    return (
        f"<agendaitem><agendaitemid>1</agendaitemid><agendaitemtitle>{title}</agendaitemtitle>"
        f"<minutesitemnumber>{number}</minutesitemnumber><minutesitemsubnumber>0</minutesitemsubnumber>"
        f"<minutesnonemptyhtmlbody>{minutes}</minutesnonemptyhtmlbody>{more}</agendaitem>"
    )


def meeting(items: Sequence[str], *, day: str = "05/04/2019", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<meeting xmlns="http://moderngov.co.uk/namespaces">'
        f"<meetingid>71</meetingid><committeeid>142</committeeid><meetingdate>{day}</meetingdate>"
        f"<meetinglocation>Town Hall</meetinglocation>{more}<agendaitems>{''.join(items)}</agendaitems></meeting>"
    )


DOCUMENTS = """<linkeddocuments><linkeddoc><attachmentid>5</attachmentid><title>The plan PDF 113 KB</title>
<url>http://riverside.example.org/mgConvert2PDF.aspx?ID=5</url></linkeddoc>
<linkeddoc><attachmentid>6</attachmentid><title>Appendix 1</title>
<url>http://riverside.example.org/documents/s6/Costs.docx</url></linkeddoc></linkeddocuments>"""

APRIL = meeting([item("Apologies"), item("Bridge plan", number="15", minutes=MINUTES, more=DOCUMENTS)])
