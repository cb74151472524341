<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Devices</name>
        <message numerus="yes">
            <source>%Ln others are not in the code.</source>
            <translation>
                <numerusform>%Ln other is not in the code.</numerusform>
                <numerusform>%Ln others are not in the code.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same: %Ln devices are verified now.</source>
            <translation>
                <numerusform>The same: %Ln device is verified now.</numerusform>
                <numerusform>The same: %Ln devices are verified now.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Encryption</name>
        <message numerus="yes">
            <source>%Ln of your own devices cannot read along</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: what one writes here cannot be read on one's own phone, for instance</extracomment>
            <translation>
                <numerusform>%Ln of your own devices cannot read along</numerusform>
                <numerusform>%Ln of your own devices cannot read along</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people are new in this room</source>
            <translation>
                <numerusform>%Ln person is new in this room</numerusform>
                <numerusform>%Ln people are new in this room</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people cannot read along</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: how many people cannot read</extracomment>
            <translation>
                <numerusform>%Ln person cannot read along</numerusform>
                <numerusform>%Ln people cannot read along</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Besides, what you write is shown on %n devices that are not certified: %1.</source>
            <translation>
                <numerusform>Besides, what you write is shown on %n device that is not certified: %1.</numerusform>
                <numerusform>Besides, what you write is shown on %n devices that are not certified: %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Nothing can be sent because of the devices of %Ln people</source>
            <translation>
                <numerusform>Nothing can be sent because of the devices of %Ln person</numerusform>
                <numerusform>Nothing can be sent because of the devices of %Ln people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Send without %Ln people</source>
            <translation>
                <numerusform>Send without %Ln person</numerusform>
                <numerusform>Send without %Ln people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Shown on %Ln devices that are not certified</source>
            <translation>
                <numerusform>Shown on %Ln device that is not certified</numerusform>
                <numerusform>Shown on %Ln devices that are not certified</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>There are %Ln more reasons.</source>
            <translation>
                <numerusform>There is %Ln more reason.</numerusform>
                <numerusform>There are %Ln more reasons.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message numerus="yes">
            <source>%Ln of your devices asked. Go there and answer; they have to be unlocked.</source>
            <translation>
                <numerusform>%Ln of your devices asked. Go there and answer; it has to be unlocked.</numerusform>
                <numerusform>%Ln of your devices asked. Go there and answer; they have to be unlocked.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Done: %Ln message(s).</source>
            <translation>
                <numerusform>Done: %Ln message.</numerusform>
                <numerusform>Done: %Ln messages.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The last %Ln hour(s) follow you to other workstations, encrypted.</source>
            <translation>
                <numerusform>The last %Ln hour follows you to other workstations, encrypted.</numerusform>
                <numerusform>The last %Ln hours follow you to other workstations, encrypted.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Notifications</name>
        <message numerus="yes">
            <source>%1 (%Ln new)</source>
            <comment>beginning of the newest message</comment>
            <translation>
                <numerusform>%1 (%Ln new)</numerusform>
                <numerusform>%1 (%Ln new)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new message(s)</source>
            <translation>
                <numerusform>%Ln new message</numerusform>
                <numerusform>%Ln new messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them urgent</source>
            <translation>
                <numerusform>%Ln of them urgent</numerusform>
                <numerusform>%Ln of them urgent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %Ln conversation(s)</source>
            <translation>
                <numerusform>In %Ln conversation</numerusform>
                <numerusform>In %Ln conversations</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OpenItemsSheet</name>
        <message numerus="yes">
            <source>%Ln not read, the latest from %1</source>
            <translation>
                <numerusform>%Ln not read, from %1</numerusform>
                <numerusform>%Ln not read, the latest from %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %Ln more, which have no room here</source>
            <translation>
                <numerusform>and %Ln more, which has no room here</numerusform>
                <numerusform>and %Ln more, which have no room here</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Policy</name>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln day</numerusform>
                <numerusform>%Ln days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them</source>
            <translation>
                <numerusform>%Ln</numerusform>
                <numerusform>%Ln</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>States</name>
        <message numerus="yes">
            <source>%Ln cannot read it.</source>
            <translation>
                <numerusform>%Ln cannot read it.</numerusform>
                <numerusform>%Ln cannot read it.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>On a device of %Ln.</source>
            <translation>
                <numerusform>On a device of %Ln.</numerusform>
                <numerusform>On a device of %Ln.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Opened by %Ln.</source>
            <translation>
                <numerusform>Opened by %Ln.</numerusform>
                <numerusform>Opened by %Ln.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message numerus="yes">
            <source>%Ln messages are encrypted in a way that this program cannot read. Ask for them to be sent again.</source>
            <translation>
                <numerusform>%Ln message is encrypted in a way that this program cannot read. Ask for it to be sent again.</numerusform>
                <numerusform>%Ln messages are encrypted in a way that this program cannot read. Ask for them to be sent again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came a second time, or from a device that was set back. Nothing of them was taken.</source>
            <translation>
                <numerusform>%Ln message came a second time, or from a device that was set back. Nothing of it was taken.</numerusform>
                <numerusform>%Ln messages came a second time, or from a device that was set back. Nothing of them was taken.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device that is not trusted. Their text is not shown.</source>
            <translation>
                <numerusform>%Ln message came from a device that is not trusted. Its text is not shown.</numerusform>
                <numerusform>%Ln messages came from a device that is not trusted. Their text is not shown.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device that nobody approved, when too much of it waited already. Ask for them to be sent again from an approved device.</source>
            <translation>
                <numerusform>%Ln message came from a device that nobody approved, when too much of it waited already. Ask for it to be sent again from an approved device.</numerusform>
                <numerusform>%Ln messages came from a device that nobody approved, when too much of it waited already. Ask for them to be sent again from an approved device.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device that nobody approved. Their text is held back: ask the sender in person whether it is theirs.</source>
            <translation>
                <numerusform>%Ln message came from a device that nobody approved. Its text is held back: ask the sender in person whether it is theirs.</numerusform>
                <numerusform>%Ln messages came from a device that nobody approved. Their text is held back: ask the sender in person whether they are theirs.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device whose identity has changed. Their text is not shown; tell your IT department.</source>
            <translation>
                <numerusform>%Ln message came from a device whose identity has changed. Its text is not shown; tell your IT department.</numerusform>
                <numerusform>%Ln messages came from a device whose identity has changed. Their text is not shown; tell your IT department.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages cannot be read: they fit no keys agreed with the sender. Ask for them to be sent again.</source>
            <translation>
                <numerusform>%Ln message cannot be read: it fits no keys agreed with the sender. Ask for it to be sent again.</numerusform>
                <numerusform>%Ln messages cannot be read: they fit no keys agreed with the sender. Ask for them to be sent again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages cannot be read: this room does not say who sent them.</source>
            <translation>
                <numerusform>%Ln message cannot be read: this room does not say who sent it.</numerusform>
                <numerusform>%Ln messages cannot be read: this room does not say who sent them.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages wait for older ones that are needed to read them …</source>
            <translation>
                <numerusform>%Ln message waits for older ones that are needed to read it …</numerusform>
                <numerusform>%Ln messages wait for older ones that are needed to read them …</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were damaged, or not from where they claim to be. Their text is not shown.</source>
            <translation>
                <numerusform>%Ln message was damaged, or not from where it claims to be. Its text is not shown.</numerusform>
                <numerusform>%Ln messages were damaged, or not from where they claim to be. Their text is not shown.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were not encrypted for this device. Ask the sender to write them again.</source>
            <translation>
                <numerusform>%Ln message was not encrypted for this device. Ask the sender to write it again.</numerusform>
                <numerusform>%Ln messages were not encrypted for this device. Ask the sender to write them again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were not encrypted. Your organisation takes only encrypted messages here, so their text was not kept.</source>
            <translation>
                <numerusform>%Ln message was not encrypted. Your organisation takes only encrypted messages here, so its text was not kept.</numerusform>
                <numerusform>%Ln messages were not encrypted. Your organisation takes only encrypted messages here, so their text was not kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were sent before this device was added</source>
            <translation>
                <numerusform>%Ln message was sent before this device was added</numerusform>
                <numerusform>%Ln messages were sent before this device was added</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln others</source>
            <translation>
                <numerusform>%Ln other</numerusform>
                <numerusform>%Ln others</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>written %Ln days before it came here</source>
            <extracomment>behind a message that the relay kept back: it stands among those of today</extracomment>
            <translation>
                <numerusform>written %Ln day before it came here</numerusform>
                <numerusform>written %Ln days before it came here</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::BackupPanel</name>
        <message numerus="yes">
            <source>%Ln message(s) are in the backup.</source>
            <translation>
                <numerusform>%Ln message is in the backup.</numerusform>
                <numerusform>%Ln messages are in the backup.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s) came back from the backup of %1.</source>
            <translation>
                <numerusform>%Ln message came back from the backup of %1.</numerusform>
                <numerusform>%Ln messages came back from the backup of %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Chip</name>
        <message numerus="yes">
            <source>%1, %Ln conversation(s)</source>
            <extracomment>filter, how many it would show</extracomment>
            <translation>
                <numerusform>%1, %Ln conversation</numerusform>
                <numerusform>%1, %Ln conversations</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Composer</name>
        <message numerus="yes">
            <source>Rings %Ln people.</source>
            <translation>
                <numerusform>Rings %Ln person.</numerusform>
                <numerusform>Rings %Ln people.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The last %Ln characters were not pasted. A message may have %1 at most: send it in parts.</source>
            <extracomment>%1: a number</extracomment>
            <translation>
                <numerusform>The last %Ln character was not pasted. A message may have %1 at most: send it in parts.</numerusform>
                <numerusform>The last %Ln characters were not pasted. A message may have %1 at most: send it in parts.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ComposerView</name>
        <message numerus="yes">
            <source>%Ln character(s) left</source>
            <translation>
                <numerusform>%Ln character left</numerusform>
                <numerusform>%Ln characters left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln character(s) too long</source>
            <translation>
                <numerusform>%Ln character too long</numerusform>
                <numerusform>%Ln characters too long</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationHeader</name>
        <message numerus="yes">
            <source>%Ln member(s)</source>
            <translation>
                <numerusform>%Ln member</numerusform>
                <numerusform>%Ln members</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationModel</name>
        <message numerus="yes">
            <source>%Ln ask you to talk</source>
            <translation>
                <numerusform>%Ln asks you to talk</numerusform>
                <numerusform>%Ln ask you to talk</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln STAT</source>
            <translation>
                <numerusform>%Ln STAT</numerusform>
                <numerusform>%Ln STAT</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln unread</source>
            <translation>
                <numerusform>%Ln unread</numerusform>
                <numerusform>%Ln unread</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::LockPage</name>
        <message numerus="yes">
            <source>%Ln message(s) have not left yet</source>
            <translation>
                <numerusform>%Ln message has not left yet</numerusform>
                <numerusform>%Ln messages have not left yet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s) wait and go on being sent behind the lock</source>
            <translation>
                <numerusform>%Ln message waits and goes on being sent behind the lock</numerusform>
                <numerusform>%Ln messages wait and go on being sent behind the lock</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::MentionPopup</name>
        <message numerus="yes">
            <source>%Ln people</source>
            <translation>
                <numerusform>%Ln person</numerusform>
                <numerusform>%Ln people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::OldCachePage</name>
        <message numerus="yes">
            <source>Starting without them loses drafts and %Ln message(s) not sent yet.</source>
            <translation>
                <numerusform>Starting without them loses drafts and %Ln message not sent yet.</numerusform>
                <numerusform>Starting without them loses drafts and %Ln messages not sent yet.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::OutboxPane</name>
        <message numerus="yes">
            <source>%Ln message(s) wait(s).</source>
            <translation>
                <numerusform>%Ln message waits.</numerusform>
                <numerusform>%Ln messages wait.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ProfileCard</name>
        <message numerus="yes">
            <source>and %Ln more</source>
            <translation>
                <numerusform>and %Ln more</numerusform>
                <numerusform>and %Ln more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Rail</name>
        <message numerus="yes">
            <source>%1, %Ln urgent</source>
            <extracomment>&quot;Conversations, 4 unread&quot;, and how many of them are urgent</extracomment>
            <translation>
                <numerusform>%1, %Ln urgent</numerusform>
                <numerusform>%1, %Ln urgent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Conversations, %Ln unread</source>
            <translation>
                <numerusform>Conversations, %Ln unread</numerusform>
                <numerusform>Conversations, %Ln unread</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SearchPane</name>
        <message numerus="yes">
            <source>%Ln message(s), newest first</source>
            <translation>
                <numerusform>%Ln message, newest first</numerusform>
                <numerusform>%Ln messages, newest first</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The newest %Ln message(s); scroll down for older ones</source>
            <translation>
                <numerusform>The newest %Ln message; scroll down for older ones</numerusform>
                <numerusform>The newest %Ln messages; scroll down for older ones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::StatusLine</name>
        <message numerus="yes">
            <source>%Ln wait(s) to be sent</source>
            <translation>
                <numerusform>%Ln waits to be sent</numerusform>
                <numerusform>%Ln wait to be sent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln waiting</source>
            <extracomment>messages, where there is no room to say that they wait to be sent</extracomment>
            <translation>
                <numerusform>%Ln waiting</numerusform>
                <numerusform>%Ln waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TimelineView</name>
        <message numerus="yes">
            <source>Jump to the newest message, %Ln new</source>
            <translation>
                <numerusform>Jump to the newest message, %Ln new</numerusform>
                <numerusform>Jump to the newest message, %Ln new</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TrayIcon</name>
        <message numerus="yes">
            <source>%1, %Ln urgent</source>
            <comment>Wardline: 3 unread messages, 1 urgent</comment>
            <translation>
                <numerusform>%1, %Ln urgent</numerusform>
                <numerusform>%1, %Ln urgent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Wardline: %Ln unread message(s)</source>
            <translation>
                <numerusform>Wardline: %Ln unread message</numerusform>
                <numerusform>Wardline: %Ln unread messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::WorkNotices</name>
        <message numerus="yes">
            <source>%Ln message(s) wait(s) to be sent</source>
            <translation>
                <numerusform>%Ln message waits to be sent</numerusform>
                <numerusform>%Ln messages wait to be sent</numerusform>
            </translation>
        </message>
    </context>
</TS>
