<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>Encryption</name>
        <message numerus="yes">
            <source>%n people cannot read along</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: how many people cannot read</extracomment>
            <translation>
                <numerusform>%n person cannot read along</numerusform>
                <numerusform>%n people cannot read along</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Send without %n people</source>
            <translation>
                <numerusform>Send without %n person</numerusform>
                <numerusform>Send without %n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>There are %n more reasons.</source>
            <translation>
                <numerusform>There is %n more reason.</numerusform>
                <numerusform>There are %n more reasons.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Notifications</name>
        <message numerus="yes">
            <source>%1 (%n new)</source>
            <comment>beginning of the newest message</comment>
            <translation>
                <numerusform>%1 (%n new)</numerusform>
                <numerusform>%1 (%n new)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n new message</numerusform>
                <numerusform>%n new messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them urgent</source>
            <translation>
                <numerusform>%n of them urgent</numerusform>
                <numerusform>%n of them urgent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %n conversation(s)</source>
            <translation>
                <numerusform>In %n conversation</numerusform>
                <numerusform>In %n conversations</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Policy</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them</source>
            <translation>
                <numerusform>%n</numerusform>
                <numerusform>%n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message numerus="yes">
            <source>%n others</source>
            <translation>
                <numerusform>%n other</numerusform>
                <numerusform>%n others</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Chip</name>
        <message numerus="yes">
            <source>%1, %n conversation(s)</source>
            <extracomment>filter, how many it would show</extracomment>
            <translation>
                <numerusform>%1, %n conversation</numerusform>
                <numerusform>%1, %n conversations</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ComposerView</name>
        <message numerus="yes">
            <source>%n character(s) left</source>
            <translation>
                <numerusform>%n character left</numerusform>
                <numerusform>%n characters left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s) too long</source>
            <translation>
                <numerusform>%n character too long</numerusform>
                <numerusform>%n characters too long</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationModel</name>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n unread</numerusform>
                <numerusform>%n unread</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n urgent</source>
            <translation>
                <numerusform>%n urgent</numerusform>
                <numerusform>%n urgent</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::LockPage</name>
        <message numerus="yes">
            <source>%n message(s) have not left yet</source>
            <translation>
                <numerusform>%n message has not left yet</numerusform>
                <numerusform>%n messages have not left yet</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::MentionPopup</name>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::OldCachePage</name>
        <message numerus="yes">
            <source>Starting with an empty cache loses drafts and %n message(s) that have not left.</source>
            <translation>
                <numerusform>Starting with an empty cache loses drafts and %n message that has not left.</numerusform>
                <numerusform>Starting with an empty cache loses drafts and %n messages that have not left.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ProfileCard</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Rail</name>
        <message numerus="yes">
            <source>Conversations, %n unread</source>
            <translation>
                <numerusform>Conversations, %n unread</numerusform>
                <numerusform>Conversations, %n unread</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SearchPane</name>
        <message numerus="yes">
            <source>%n message(s), newest first</source>
            <translation>
                <numerusform>%n message, newest first</numerusform>
                <numerusform>%n messages, newest first</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The newest %n message(s); scroll down for older ones</source>
            <translation>
                <numerusform>The newest %n message; scroll down for older ones</numerusform>
                <numerusform>The newest %n messages; scroll down for older ones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::StatusLine</name>
        <message numerus="yes">
            <source>Policy: %n file(s)</source>
            <translation>
                <numerusform>Policy: %n file</numerusform>
                <numerusform>Policy: %n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TimelineView</name>
        <message numerus="yes">
            <source>Jump to the newest message, %n new</source>
            <translation>
                <numerusform>Jump to the newest message, %n new</numerusform>
                <numerusform>Jump to the newest message, %n new</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TrayIcon</name>
        <message numerus="yes">
            <source>%1, %n urgent</source>
            <comment>Wardline: 3 unread messages, 1 urgent</comment>
            <translation>
                <numerusform>%1, %n urgent</numerusform>
                <numerusform>%1, %n urgent</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Wardline: %n unread message(s)</source>
            <translation>
                <numerusform>Wardline: %n unread message</numerusform>
                <numerusform>Wardline: %n unread messages</numerusform>
            </translation>
        </message>
    </context>
</TS>
