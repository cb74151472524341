<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>Errors</name>
        <message>
            <source>This is not an account name. It looks like anna@clinic.example.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a relay address. It begins with wss:// and comes from your IT department.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That did not match. Check the name, the password and the code, and use the code that is shown now.</source>
            <translation>No coincide. Revise el nombre, la contraseña y el código, y use el código que se ve ahora.</translation>
        </message>
        <message>
            <source>The relay also wants a code. Type the six digits from your authenticator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Setting up an authenticator needs an enrolment ticket that was not used yet. Ask your IT department for one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The relay cannot be reached. Check the network, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The relay could not prove who it is, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The relay does not offer what a safe sign-in needs. Tell your IT department; nothing was sent to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The relay closed the connection. Try again in a minute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This account is switched off. Ask your IT department.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer has no keychain, so messages cannot be kept here safely. Ask your IT department to set one up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keychain of this computer is locked. Unlock it, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wardline is already running for this account. Use the other window or close it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder for your messages cannot be written to. Ask your IT department.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The messages kept on this computer are damaged. You can start with an empty cache.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your password was changed since you were last here. Your old one opens what is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You have been without a connection for longer than your organisation allows. Connect, then sign in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are signed out. Sign in again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wardline is locked. Unlock it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are not allowed to do this here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This conversation no longer exists.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This message is too long. Send it in parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full, so nothing more can be kept or sent. Free some space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The messages kept on this computer are damaged. Sign out and in to fetch them again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many attempts. Wait a little, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This took too long. Check the network, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong inside Wardline. Try again; if it stays, tell your IT department.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong (%1 %2). Try again; if it stays, tell your IT department.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Roles</name>
        <message>
            <source>Physician</source>
            <translation>Médico</translation>
        </message>
        <message>
            <source>Nurse</source>
            <translation>Enfermería</translation>
        </message>
        <message>
            <source>Pharmacist</source>
            <translation>Farmacia</translation>
        </message>
        <message>
            <source>Therapist</source>
            <translation>Terapia</translation>
        </message>
        <message>
            <source>Clerk</source>
            <translation>Administración</translation>
        </message>
        <message>
            <source>Student</source>
            <translation>Estudiante</translation>
        </message>
        <message>
            <source>%1 (unverified)</source>
            <translation>%1 (sin verificar)</translation>
        </message>
    </context>
    <context>
        <name>States</name>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Enviado</translation>
        </message>
        <message>
            <source>Arrived</source>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>Abierto</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>Not encrypted end to end</source>
            <translation>Sin cifrado de extremo a extremo</translation>
        </message>
        <message>
            <source>Encrypted end to end</source>
            <translation>Cifrado de extremo a extremo</translation>
        </message>
        <message>
            <source>You can read here but not write: observers have no voice in this room.</source>
            <translation>Aquí puede leer pero no escribir: los observadores no tienen voz en esta sala.</translation>
        </message>
        <message>
            <source>The relay has not let you into this room yet. You can write once it has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This room was closed, or you are no longer a member. What was said stays readable.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>idle</source>
            <translation>inactividad</translation>
        </message>
        <message>
            <source>by you</source>
            <translation>por usted</translation>
        </message>
        <message>
            <source>the desktop was locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the computer went to sleep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another user took over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the remote desktop was disconnected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time passed unseen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by your IT department</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>required by your organisation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No connection since %1</source>
            <translation>Sin conexión desde %1</translation>
        </message>
        <message>
            <source>Connecting since %1</source>
            <translation>Conectando desde %1</translation>
        </message>
        <message>
            <source>Connected since %1</source>
            <translation>Conectado desde %1</translation>
        </message>
        <message>
            <source>No connection since %1, next attempt in %2</source>
            <translation>Sin conexión desde %1, próximo intento en %2</translation>
        </message>
        <message>
            <source>No connection since %1: the relay wants a new code</source>
            <translation>Sin conexión desde %1: el relé pide un código nuevo</translation>
        </message>
    </context>
    <context>
        <name>Time</name>
        <message>
            <source>Yesterday</source>
            <translation>Ayer</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hoy</translation>
        </message>
        <message>
            <source>dddd, d MMMM</source>
            <extracomment>QDate format: weekday, day, month</extracomment>
            <translation>dddd, d 'de' MMMM</translation>
        </message>
        <message>
            <source>dddd, d MMMM yyyy</source>
            <translation>dddd, d 'de' MMMM 'de' yyyy</translation>
        </message>
        <message>
            <source>d MMM</source>
            <extracomment>QDate format: day, short month</extracomment>
            <translation>d MMM</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>Show more</source>
            <translation>Mostrar más</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuevos</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Usted</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Banner</name>
        <message>
            <source>Close this notice</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::CodeBanner</name>
        <message>
            <source>The relay wants a new code before messages come and go again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code from your authenticator</source>
            <translation>Código de su autenticador</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::CodeEdit</name>
        <message>
            <source>Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::Composer</name>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>Write a message</source>
            <translation>Escriba un mensaje</translation>
        </message>
        <message>
            <source>Sending as %1</source>
            <extracomment>name, role</extracomment>
            <translation>Envía como %1</translation>
        </message>
        <message>
            <source>Sending as %1, %2</source>
            <translation>Envía como %1, %2</translation>
        </message>
        <message numerus="yes">
            <source>%n character(s) too long</source>
            <translation>
                <numerusform>%n carácter de más</numerusform>
                <numerusform>%n caracteres de más</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s) left</source>
            <translation>
                <numerusform>queda %n carácter</numerusform>
                <numerusform>quedan %n caracteres</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationDelegate</name>
        <message>
            <source>No messages yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: %2</source>
            <extracomment>sender: beginning of the message</extracomment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>999+</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationHeader</name>
        <message>
            <source>%1 %2</source>
            <extracomment>role, how many of them</extracomment>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n member(s)</source>
            <translation>
                <numerusform>%n miembro</numerusform>
                <numerusform>%n miembros</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n here</source>
            <translation>
                <numerusform>%n aquí</numerusform>
                <numerusform>%n aquí</numerusform>
            </translation>
        </message>
        <message>
            <source>Back to the conversations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find in this room (Ctrl+F)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show who belongs here</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationList</name>
        <message>
            <source>Show unread only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to …</source>
            <translation>Ir a …</translation>
        </message>
        <message>
            <source>Go to a conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversaciones</translation>
        </message>
        <message>
            <source>No conversations yet. Rooms appear when you are made a member; or find a colleague under People.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing unread.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No conversation is called that.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationModel</name>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n sin leer</numerusform>
                <numerusform>%n sin leer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationView</name>
        <message>
            <source>Choose a conversation, or press Ctrl+K to go to one.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::DetailsPane</name>
        <message>
            <source>Members</source>
            <translation>Miembros</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The two of you</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::DirectoryPane</name>
        <message>
            <source>Name or role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find a colleague by name or role</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colleagues</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your organisation lists no colleagues for you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody of that name or role.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::EnrolmentPage</name>
        <message>
            <source>Finish</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set up your authenticator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1. Scan this with the authenticator app on your phone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>QR code of the new key. The key is also below as text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No camera? Type this key into the app.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key as text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2. Type the six digits that the app shows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>That code did not fit this key. Type the one that the app shows now.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::IconButton</name>
        <message>
            <source>99+</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::IdentityChip</name>
        <message>
            <source>Signed in as %1. Not you?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not you?</source>
            <translation>¿No es usted?</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::KeysPage</name>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lock</source>
            <translation>Bloquear</translation>
        </message>
        <message>
            <source>Go to a conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversation above</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conversation below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find in this room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next part of the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send what was written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New line in a message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message above, when the messages have the keyboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message below</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Newest message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close what is open, back to writing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::LockPage</name>
        <message>
            <source>Caps Lock is on</source>
            <translation>Bloq Mayús está activado</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Contraseña</translation>
        </message>
        <message>
            <source>Someone else</source>
            <translation>Otra persona</translation>
        </message>
        <message>
            <source>Signs this person out and shows the sign-in page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Locked: %1, since %2</source>
            <translation>Bloqueado: %1, desde %2</translation>
        </message>
        <message>
            <source>Receiving until %1</source>
            <translation>Recibe hasta %1</translation>
        </message>
        <message>
            <source>Nobody is receiving here</source>
            <translation>Nadie recibe aquí</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) have not left yet</source>
            <translation>
                <numerusform>%n mensaje aún no ha salido</numerusform>
                <numerusform>%n mensajes aún no han salido</numerusform>
            </translation>
        </message>
        <message>
            <source>Too many attempts. Try again in %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlocking …</source>
            <translation>Desbloqueando …</translation>
        </message>
        <message>
            <source>That is not the password.</source>
            <translation>Esa no es la contraseña.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::OldCachePage</name>
        <message>
            <source>Open with the old password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Old password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Your password was changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The messages kept here are damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The messages on this computer are still locked with your old password. Type it once to keep them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They cannot be opened any more. What the relay still has is fetched again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start with an empty cache</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starting with an empty cache loses drafts and any message that has not left.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starting with an empty cache loses drafts. Every message has left.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Starting with an empty cache loses drafts and %n message(s) that have not left.</source>
            <translation>
                <numerusform>Empezar con una caché vacía pierde los borradores y %n mensaje que no ha salido.</numerusform>
                <numerusform>Empezar con una caché vacía pierde los borradores y %n mensajes que no han salido.</numerusform>
            </translation>
        </message>
        <message>
            <source>That is not the password the messages were locked with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes, start empty</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::PeopleDelegate</name>
        <message>
            <source>%1 (you)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::PeopleModel</name>
        <message>
            <source>Here</source>
            <translation>Aquí</translation>
        </message>
        <message>
            <source>Not here</source>
            <translation>No está</translation>
        </message>
        <message>
            <source>Here, reading only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Online</source>
            <translation>En línea</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Desconectado</translation>
        </message>
        <message>
            <source>Without a role</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::Rail</name>
        <message>
            <source>Conversations</source>
            <translation>Conversaciones</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <source>Lock (Ctrl+L)</source>
            <translation>Bloquear (Ctrl+L)</translation>
        </message>
        <message numerus="yes">
            <source>Conversations, %n unread</source>
            <translation>
                <numerusform>Conversaciones, %n sin leer</numerusform>
                <numerusform>Conversaciones, %n sin leer</numerusform>
            </translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Bloquear</translation>
        </message>
        <message>
            <source>Not you? Sign out, so that someone else can sign in</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::RecoveryCodesPage</name>
        <message>
            <source>I have kept them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep these codes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each one lets you in once when your phone is not at hand. Keep them away from this computer. They are shown only now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovery code %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::SearchDelegate</name>
        <message>
            <source>%1 in %2</source>
            <extracomment>sender, conversation</extracomment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::SearchPane</name>
        <message>
            <source>Search words</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Messages found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search in %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing found. Only messages kept on this computer are searched.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n message(s), newest first</source>
            <translation>
                <numerusform>%n mensaje</numerusform>
                <numerusform>%n mensajes, los más nuevos primero</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SecretEdit</name>
        <message>
            <source>Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <source>Look</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What your organisation decided</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>High contrast, in the system's colours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wardline %1, free software under the GNU General Public License, version 3 or later.
Qt %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing; the defaults apply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Setting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 (fixed)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::SignInPage</name>
        <message>
            <source>Reaching the relay …</source>
            <translation>Buscando el relé …</translation>
        </message>
        <message>
            <source>Checking who you are …</source>
            <translation>Comprobando quién es …</translation>
        </message>
        <message>
            <source>Opening your messages …</source>
            <translation>Abriendo sus mensajes …</translation>
        </message>
        <message>
            <source>Sign in to Wardline</source>
            <translation>Iniciar sesión en Wardline</translation>
        </message>
        <message>
            <source>Signed in here before</source>
            <translation>Ya iniciaron sesión aquí</translation>
        </message>
        <message>
            <source>Last here: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>anna@clinic.example</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your name at %1</source>
            <translation>Su nombre en %1</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <source>Relay address</source>
            <translation>Dirección del relé</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Contraseña</translation>
        </message>
        <message>
            <source>Caps Lock is on</source>
            <translation>Bloq Mayús está activado</translation>
        </message>
        <message>
            <source>Code from your authenticator</source>
            <translation>Código de su autenticador</translation>
        </message>
        <message>
            <source>Recovery code</source>
            <translation>Código de recuperación</translation>
        </message>
        <message>
            <source>Enrolment ticket</source>
            <translation>Vale de inscripción</translation>
        </message>
        <message>
            <source>You get the ticket from your IT department. It can be used once and sets up your authenticator.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in</source>
            <translation>Iniciar sesión</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Use a code</source>
            <translation>Usar un código</translation>
        </message>
        <message>
            <source>Phone not at hand?</source>
            <translation>¿Sin el teléfono?</translation>
        </message>
        <message>
            <source>I have an authenticator</source>
            <translation>Tengo un autenticador</translation>
        </message>
        <message>
            <source>First time here?</source>
            <translation>¿Primera vez aquí?</translation>
        </message>
        <message>
            <source>Code already used? The next one comes in %1.</source>
            <translation>¿Código ya usado? El siguiente llega en %1.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SignInView</name>
        <message>
            <source>You were signed out. %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wardline::ui::StatusLine</name>
        <message>
            <source>Try now</source>
            <translation>Intentar ahora</translation>
        </message>
        <message>
            <source>Policy: %1</source>
            <translation>Política: %1</translation>
        </message>
        <message>
            <source>Policy: defaults</source>
            <translation>Política: valores por defecto</translation>
        </message>
        <message>
            <source>Receiving until %1</source>
            <translation>Recibe hasta %1</translation>
        </message>
        <message>
            <source>Locks in %1</source>
            <translation>Se bloquea en %1</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TimelineView</name>
        <message>
            <source>Jump to the newest message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Messages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier messages are being fetched …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading earlier messages …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is where the history kept here begins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No messages yet. Write the first one below.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Jump to the newest message, %n new</source>
            <translation>
                <numerusform>Ir al mensaje más nuevo, %n nuevo</numerusform>
                <numerusform>Ir al mensaje más nuevo, %n nuevos</numerusform>
            </translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You</source>
            <translation>Usted</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::WorkView</name>
        <message>
            <source>Nobody has used this window for a while. It locks in 30 s; any key keeps it open.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
