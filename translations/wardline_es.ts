<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>ComposerMenu</name>
        <message>
            <source>Add “%1” to my words</source>
            <translation>Añadir «%1» a mis palabras</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>Cortar</translation>
        </message>
        <message>
            <source>Do not check</source>
            <translation>No revisar</translation>
        </message>
        <message>
            <source>Nothing similar is known</source>
            <translation>No se conoce nada parecido</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Pegar</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rehacer</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>Seleccionar todo</translation>
        </message>
        <message>
            <source>Spelling in this conversation</source>
            <translation>Ortografía en esta conversación</translation>
        </message>
        <message>
            <source>Spelling is not checked: no dictionary is installed</source>
            <translation>No se revisa la ortografía: no hay ningún diccionario instalado</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
    </context>
    <context>
        <name>Encryption</name>
        <message>
            <source>%1 cannot read along: has not signed in yet</source>
            <translation>%1 no puede leer: todavía no ha iniciado sesión</translation>
        </message>
        <message>
            <source>%1 has a new device that nobody has confirmed.</source>
            <translation>%1 tiene un dispositivo nuevo que nadie ha confirmado.</translation>
        </message>
        <message>
            <source>%1 has more devices than your organisation allows.</source>
            <translation>%1 tiene más dispositivos de los que permite su organización.</translation>
        </message>
        <message>
            <source>%1 has not signed in yet and could not read it.</source>
            <translation>%1 todavía no ha iniciado sesión y no podría leerlo.</translation>
        </message>
        <message>
            <source>%1 was left out</source>
            <translation>Se ha excluido a %1</translation>
        </message>
        <message numerus="yes">
            <source>%n people cannot read along</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: how many people cannot read</extracomment>
            <translation>
                <numerusform>%n persona no puede leer</numerusform>
                <numerusform>%n personas no pueden leer</numerusform>
            </translation>
        </message>
        <message>
            <source>A device of %1 has another identity than before. Ask %1, or your IT department.</source>
            <translation>Un dispositivo de %1 tiene otra identidad que antes. Pregunte a %1 o a su departamento de informática.</translation>
        </message>
        <message>
            <source>Fetching keys: %1 of %2</source>
            <translation>Obteniendo claves: %1 de %2</translation>
        </message>
        <message>
            <source>It is not known yet on which devices %1 reads. Try again in a moment.</source>
            <translation>Aún no se sabe en qué dispositivos lee %1. Inténtelo de nuevo en un momento.</translation>
        </message>
        <message>
            <source>No device of %1 is trusted here.</source>
            <translation>Aquí no se confía en ningún dispositivo de %1.</translation>
        </message>
        <message>
            <source>Nobody would be left who could read it.</source>
            <translation>No quedaría nadie que pudiera leerlo.</translation>
        </message>
        <message>
            <source>Not encrypted: this room is open, so it is not known who can read. Use a closed room.</source>
            <translation>Sin cifrar: esta sala está abierta y no se sabe quién puede leer. Use una sala cerrada.</translation>
        </message>
        <message>
            <source>Not sent.</source>
            <translation>No enviado.</translation>
        </message>
        <message>
            <source>Send without %1</source>
            <translation>Enviar sin %1</translation>
        </message>
        <message numerus="yes">
            <source>Send without %n people</source>
            <translation>
                <numerusform>Enviar sin %n persona</numerusform>
                <numerusform>Enviar sin %n personas</numerusform>
            </translation>
        </message>
        <message>
            <source>The keys of a device of %1 cannot be used.</source>
            <translation>Las claves de un dispositivo de %1 no se pueden usar.</translation>
        </message>
        <message>
            <source>The room did not say who belongs to it. Try again in a moment.</source>
            <translation>La sala no ha dicho quién pertenece a ella. Inténtelo de nuevo en un momento.</translation>
        </message>
        <message numerus="yes">
            <source>There are %n more reasons.</source>
            <translation>
                <numerusform>Hay %n motivo más.</numerusform>
                <numerusform>Hay %n motivos más.</numerusform>
            </translation>
        </message>
        <message>
            <source>This room has too many members for encrypted messages.</source>
            <translation>Esta sala tiene demasiados miembros para mensajes cifrados.</translation>
        </message>
        <message>
            <source>Your organisation's list of devices has not been renewed for too long. Tell your IT department.</source>
            <translation>La lista de dispositivos de su organización lleva demasiado tiempo sin renovarse. Avise a su departamento de informática.</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>Cancelled. Nothing was changed.</source>
            <translation>Cancelado. No se cambió nada.</translation>
        </message>
        <message>
            <source>It is too late to change this message. Write a new one instead.</source>
            <translation>Ya es tarde para cambiar este mensaje. Escriba uno nuevo.</translation>
        </message>
        <message>
            <source>Not sent: not everybody in this conversation could read it. Open the conversation to see who.</source>
            <translation>No enviado: no todos en esta conversación podrían leerlo. Abra la conversación para ver quién.</translation>
        </message>
        <message>
            <source>Setting up an authenticator needs an enrolment ticket that was not used yet. Ask your IT department for one.</source>
            <translation>Para configurar un autenticador hace falta un vale de inscripción sin usar. Pídalo a su departamento de informática.</translation>
        </message>
        <message>
            <source>Something went wrong (%1 %2). Try again; if it stays, tell your IT department.</source>
            <translation>Algo falló (%1 %2). Inténtelo de nuevo; si continúa, avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>Something went wrong inside Wardline. Try again; if it stays, tell your IT department.</source>
            <translation>Algo falló dentro de Wardline. Inténtelo de nuevo; si continúa, avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>That did not match. Check the name, the password and the code, and use the code that is shown now.</source>
            <translation>No coincide. Revise el nombre, la contraseña y el código, y use el código que se ve ahora.</translation>
        </message>
        <message>
            <source>The disk is full, so nothing more can be kept or sent. Free some space.</source>
            <translation>El disco está lleno: no se puede guardar ni enviar nada más. Libere espacio.</translation>
        </message>
        <message>
            <source>The folder for your messages cannot be written to. Ask your IT department.</source>
            <translation>No se puede escribir en la carpeta de sus mensajes. Consulte a su departamento de informática.</translation>
        </message>
        <message>
            <source>The keychain of this computer is locked. Unlock it, then try again.</source>
            <translation>El depósito de claves de este equipo está bloqueado. Desbloquéelo e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>The messages kept on this computer are damaged. Sign out and in to fetch them again.</source>
            <translation>Los mensajes guardados en este equipo están dañados. Cierre la sesión y vuelva a entrar para traerlos de nuevo.</translation>
        </message>
        <message>
            <source>The messages kept on this computer are damaged. You can start with an empty cache.</source>
            <translation>Los mensajes guardados en este equipo están dañados. Puede empezar con una caché vacía.</translation>
        </message>
        <message>
            <source>The relay also wants a code. Type the six digits from your authenticator.</source>
            <translation>El relé pide además un código. Escriba los seis dígitos de su autenticador.</translation>
        </message>
        <message>
            <source>The relay cannot be reached. Check the network, then try again.</source>
            <translation>No se puede llegar al relé. Revise la red e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>The relay closed the connection. Try again in a minute.</source>
            <translation>El relé cerró la conexión. Inténtelo de nuevo en un minuto.</translation>
        </message>
        <message>
            <source>The relay could not prove who it is, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El relé no pudo demostrar quién es, así que no se le envió nada. Avise a su departamento de informática antes de intentarlo de nuevo.</translation>
        </message>
        <message>
            <source>The relay does not offer what a safe sign-in needs. Tell your IT department; nothing was sent to it.</source>
            <translation>El relé no ofrece lo que necesita un inicio de sesión seguro. Avise a su departamento de informática; no se le envió nada.</translation>
        </message>
        <message>
            <source>The relay offers no protected connection (TLS 1.2 or newer), so nothing was sent to it. Tell your IT department.</source>
            <translation>El relé no ofrece una conexión protegida (TLS 1.2 o posterior), así que no se le envió nada. Avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The relay shows another key than your organisation set, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El relé muestra una clave distinta de la que fijó su organización, así que no se le envió nada. Avise a su departamento de informática antes de volver a intentarlo.</translation>
        </message>
        <message>
            <source>The relay's certificate comes from somebody this computer does not trust, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El certificado del relé lo emitió alguien en quien este equipo no confía, así que no se le envió nada. Avise a su departamento de informática antes de volver a intentarlo.</translation>
        </message>
        <message>
            <source>The relay's certificate has expired or is not valid yet, so nothing was sent to it. Check date and time of this computer, then tell your IT department.</source>
            <translation>El certificado del relé ha caducado o aún no es válido, así que no se le envió nada. Compruebe la fecha y la hora de este equipo y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The relay's certificate is for another name, so nothing was sent to it. Check the relay address, then tell your IT department.</source>
            <translation>El certificado del relé es para otro nombre, así que no se le envió nada. Compruebe la dirección del relé y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The relay's certificate is revoked or faulty, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El certificado del relé está revocado o es defectuoso, así que no se le envió nada. Avise a su departamento de informática antes de volver a intentarlo.</translation>
        </message>
        <message>
            <source>The relay's name is not known on this network. Check the relay address and the network.</source>
            <translation>El nombre del relé no se conoce en esta red. Compruebe la dirección del relé y la red.</translation>
        </message>
        <message>
            <source>This account is switched off. Ask your IT department.</source>
            <translation>Esta cuenta está desactivada. Consulte a su departamento de informática.</translation>
        </message>
        <message>
            <source>This computer has no keychain, so messages cannot be kept here safely. Ask your IT department to set one up.</source>
            <translation>Este equipo no tiene depósito de claves, así que aquí no se pueden guardar mensajes con seguridad. Pida a su departamento de informática que lo configure.</translation>
        </message>
        <message>
            <source>This conversation no longer exists. Choose another one.</source>
            <translation>Esta conversación ya no existe. Elija otra.</translation>
        </message>
        <message>
            <source>This is not a relay address. It begins with wss:// and comes from your IT department.</source>
            <translation>Esto no es una dirección de relé. Empieza por wss:// y la da su departamento de informática.</translation>
        </message>
        <message>
            <source>This is not an account name. It looks like anna@clinic.example.</source>
            <translation>Esto no es un nombre de cuenta. Tiene la forma ana@clinica.example.</translation>
        </message>
        <message>
            <source>This message is no longer there. Ask who wrote it to send it again.</source>
            <translation>Este mensaje ya no está. Pida a quien lo escribió que lo envíe de nuevo.</translation>
        </message>
        <message>
            <source>This message is too long. Send it in parts.</source>
            <translation>Este mensaje es demasiado largo. Envíelo por partes.</translation>
        </message>
        <message>
            <source>This took too long. Check the network, then try again.</source>
            <translation>Esto tardó demasiado. Revise la red e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>Too many attempts. Wait a little, then try again.</source>
            <translation>Demasiados intentos. Espere un poco e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>Wardline is already running for this account. Use the other window or close it.</source>
            <translation>Wardline ya está abierto con esta cuenta. Use la otra ventana o ciérrela.</translation>
        </message>
        <message>
            <source>Wardline is locked. Unlock it first.</source>
            <translation>Wardline está bloqueado. Desbloquéelo primero.</translation>
        </message>
        <message>
            <source>What answers at this address is not a relay. Check the relay address, then tell your IT department.</source>
            <translation>Lo que responde en esta dirección no es un relé. Compruebe la dirección y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>You are not allowed to do this here. Somebody who runs this room can change that.</source>
            <translation>Aquí no tiene permiso para hacer esto. Quien dirige esta sala puede cambiarlo.</translation>
        </message>
        <message>
            <source>You are signed out. Sign in again.</source>
            <translation>La sesión está cerrada. Inicie sesión de nuevo.</translation>
        </message>
        <message>
            <source>You have been without a connection for longer than your organisation allows. Connect, then sign in.</source>
            <translation>Lleva sin conexión más tiempo del que permite su organización. Conéctese e inicie sesión.</translation>
        </message>
        <message>
            <source>Your password was changed since you were last here. Your old one opens what is kept.</source>
            <translation>Su contraseña cambió desde la última vez. La antigua abre lo que está guardado.</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>All keys</source>
            <translation>Todas las teclas</translation>
        </message>
        <message>
            <source>Back to where you were</source>
            <translation>Volver adonde estaba</translation>
        </message>
        <message>
            <source>Close what is open, back to writing</source>
            <translation>Cerrar lo abierto y volver a escribir</translation>
        </message>
        <message>
            <source>Conversation above</source>
            <translation>Conversación anterior</translation>
        </message>
        <message>
            <source>Conversation below</source>
            <translation>Conversación siguiente</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversaciones</translation>
        </message>
        <message>
            <source>Copy the message</source>
            <translation>Copiar el mensaje</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>En toda la ventana</translation>
        </message>
        <message>
            <source>Find everywhere</source>
            <translation>Buscar en todo</translation>
        </message>
        <message>
            <source>Find in this room</source>
            <translation>Buscar en esta sala</translation>
        </message>
        <message>
            <source>Go to a conversation</source>
            <translation>Ir a una conversación</translation>
        </message>
        <message>
            <source>Go to a day</source>
            <translation>Ir a un día</translation>
        </message>
        <message>
            <source>Hold it to see the password</source>
            <translation>Mantener pulsada para ver la contraseña</translation>
        </message>
        <message>
            <source>Into a message: its links, files and reactions</source>
            <translation>Dentro de un mensaje: sus enlaces, archivos y reacciones</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Bloquear</translation>
        </message>
        <message>
            <source>Mark messages, upwards or downwards</source>
            <translation>Marcar mensajes, hacia arriba o hacia abajo</translation>
        </message>
        <message>
            <source>Mark the whole message</source>
            <translation>Marcar todo el mensaje</translation>
        </message>
        <message>
            <source>Message above; where nothing is written yet: correct one's last message</source>
            <translation>Mensaje anterior; si aún no hay nada escrito: corregir el último mensaje propio</translation>
        </message>
        <message>
            <source>Message below</source>
            <translation>Mensaje siguiente</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Mensajes</translation>
        </message>
        <message>
            <source>New conversation or room</source>
            <translation>Nueva conversación o sala</translation>
        </message>
        <message>
            <source>New line in a message</source>
            <translation>Línea nueva en un mensaje</translation>
        </message>
        <message>
            <source>Newest message</source>
            <translation>Mensaje más nuevo</translation>
        </message>
        <message>
            <source>Next misspelt word</source>
            <translation>Siguiente palabra mal escrita</translation>
        </message>
        <message>
            <source>Next part of the window</source>
            <translation>Parte siguiente de la ventana</translation>
        </message>
        <message>
            <source>Next urgent conversation</source>
            <translation>Siguiente conversación urgente</translation>
        </message>
        <message>
            <source>Part of the window before</source>
            <translation>Parte anterior de la ventana</translation>
        </message>
        <message>
            <source>Picture: whole, or in its own size</source>
            <translation>Imagen: entera o a su tamaño</translation>
        </message>
        <message>
            <source>Send what was written</source>
            <translation>Enviar lo escrito</translation>
        </message>
        <message>
            <source>Towards the oldest message</source>
            <translation>Hacia el mensaje más antiguo</translation>
        </message>
        <message>
            <source>Who belongs to the conversation</source>
            <translation>Quién pertenece a la conversación</translation>
        </message>
        <message>
            <source>Writing</source>
            <translation>Escribir</translation>
        </message>
    </context>
    <context>
        <name>MentionCandidates</name>
        <message>
            <source>Clerks</source>
            <translation>Personal administrativo</translation>
        </message>
        <message>
            <source>Nurses</source>
            <translation>Personal de enfermería</translation>
        </message>
        <message>
            <source>Pharmacists</source>
            <translation>Personal de farmacia</translation>
        </message>
        <message>
            <source>Physicians</source>
            <translation>Equipo médico</translation>
        </message>
        <message>
            <source>Students</source>
            <translation>Estudiantes</translation>
        </message>
        <message>
            <source>Therapists</source>
            <translation>Personal de terapia</translation>
        </message>
    </context>
    <context>
        <name>Notifications</name>
        <message numerus="yes">
            <source>%1 (%n new)</source>
            <comment>beginning of the newest message</comment>
            <translation>
                <numerusform>%1 (%n nuevo)</numerusform>
                <numerusform>%1 (%n nuevos)</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <comment>sender, room</comment>
            <translation>%1 en %2</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensaje nuevo</numerusform>
                <numerusform>%n mensajes nuevos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them urgent</source>
            <translation>
                <numerusform>%n de ellos urgente</numerusform>
                <numerusform>%n de ellos urgentes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %n conversation(s)</source>
            <translation>
                <numerusform>En %n conversación</numerusform>
                <numerusform>En %n conversaciones</numerusform>
            </translation>
        </message>
        <message>
            <source>It could not be played.</source>
            <translation>No se ha podido reproducir.</translation>
        </message>
        <message>
            <source>It is switched off in the settings.</source>
            <translation>Está desactivado en los ajustes.</translation>
        </message>
        <message>
            <source>Nothing could be heard. %1</source>
            <translation>No se ha podido oír nada. %1</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Played on “%1” at %2 % of its volume.</source>
            <translation>Ha sonado en «%1» al %2 % de su volumen.</translation>
        </message>
        <message>
            <source>Sound is off: STAT cannot ring</source>
            <translation>Sin sonido: STAT no puede sonar</translation>
        </message>
        <message>
            <source>STAT: %1</source>
            <translation>STAT: %1</translation>
        </message>
        <message>
            <source>The loudspeaker is muted.</source>
            <translation>El altavoz está silenciado.</translation>
        </message>
        <message>
            <source>The newest message here was not shown: it arrived late.</source>
            <translation>No se avisó del último mensaje: llegó tarde.</translation>
        </message>
        <message>
            <source>The newest message here was not shown: it does not name you.</source>
            <translation>No se avisó del último mensaje: no le menciona.</translation>
        </message>
        <message>
            <source>The newest message here was not shown: quiet hours.</source>
            <translation>No se avisó del último mensaje: horas de silencio.</translation>
        </message>
        <message>
            <source>The newest message here was not shown: you had it in view.</source>
            <translation>No se avisó del último mensaje: lo tenía a la vista.</translation>
        </message>
        <message>
            <source>The newest message here was not shown: you silenced this conversation.</source>
            <translation>No se avisó del último mensaje: ha silenciado esta conversación.</translation>
        </message>
        <message>
            <source>The sound system does not answer.</source>
            <translation>El sistema de sonido no responde.</translation>
        </message>
        <message>
            <source>The volume is at zero.</source>
            <translation>El volumen está a cero.</translation>
        </message>
        <message>
            <source>There is no loudspeaker or headset.</source>
            <translation>No hay altavoz ni auriculares.</translation>
        </message>
        <message>
            <source>Urgent: %1</source>
            <translation>Urgente: %1</translation>
        </message>
        <message>
            <source>You were told of the newest message here because it is urgent.</source>
            <translation>Se le avisó del último mensaje porque es urgente.</translation>
        </message>
        <message>
            <source>You were told of the newest message here.</source>
            <translation>Se le avisó del último mensaje.</translation>
        </message>
    </context>
    <context>
        <name>Policy</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n día</numerusform>
                <numerusform>%n días</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them</source>
            <translation>
                <numerusform>%n</numerusform>
                <numerusform>%n</numerusform>
            </translation>
        </message>
        <message>
            <source>Account that certifies devices</source>
            <translation>Cuenta que certifica los dispositivos</translation>
        </message>
        <message>
            <source>as the desktop</source>
            <translation>como el escritorio</translation>
        </message>
        <message>
            <source>Authorities trusted for the relay</source>
            <translation>Autoridades en que se confía para el relé</translation>
        </message>
        <message>
            <source>believed</source>
            <translation>que se dan por buenos</translation>
        </message>
        <message>
            <source>by the relay</source>
            <translation>por el relé</translation>
        </message>
        <message>
            <source>by the relay, behind the password</source>
            <translation>por el relé, tras la contraseña</translation>
        </message>
        <message>
            <source>certified or compared</source>
            <translation>certificados o comparados</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Colores</translation>
        </message>
        <message>
            <source>Conversations take devices that are</source>
            <translation>Las conversaciones admiten dispositivos</translation>
        </message>
        <message>
            <source>count and urgency</source>
            <translation>número y urgencia</translation>
        </message>
        <message>
            <source>dark</source>
            <translation>oscuro</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Por defecto</translation>
        </message>
        <message>
            <source>Devices are believed before anybody compared them</source>
            <translation>Los dispositivos se dan por buenos antes de que alguien los compare</translation>
        </message>
        <message>
            <source>Domain of the relay</source>
            <translation>Dominio del relé</translation>
        </message>
        <message>
            <source>English</source>
            <translation>inglés</translation>
        </message>
        <message>
            <source>everything</source>
            <translation>todo</translation>
        </message>
        <message>
            <source>Fixed by policy: %1</source>
            <translation>Fijado por directiva: %1</translation>
        </message>
        <message>
            <source>from the administrator</source>
            <translation>del administrador</translation>
        </message>
        <message>
            <source>Groups and their roles</source>
            <translation>Grupos y sus funciones</translation>
        </message>
        <message>
            <source>high contrast</source>
            <translation>alto contraste</translation>
        </message>
        <message>
            <source>How the code is checked</source>
            <translation>Cómo se comprueba el código</translation>
        </message>
        <message>
            <source>in the keychain</source>
            <translation>en el depósito de claves</translation>
        </message>
        <message>
            <source>Keys that the relay must show</source>
            <translation>Claves que el relé debe mostrar</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>light</source>
            <translation>claro</translation>
        </message>
        <message>
            <source>Line above every page</source>
            <translation>Línea sobre todas las páginas</translation>
        </message>
        <message>
            <source>Locks after so long without use</source>
            <translation>Se bloquea tras este tiempo sin uso</translation>
        </message>
        <message>
            <source>mentions</source>
            <translation>menciones</translation>
        </message>
        <message>
            <source>Messages stay on this computer</source>
            <translation>Los mensajes quedan en este equipo</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguno</translation>
        </message>
        <message>
            <source>none: nothing is kept</source>
            <translation>ninguna: no se guarda nada</translation>
        </message>
        <message>
            <source>Notifications show at most</source>
            <translation>Las notificaciones muestran como máximo</translation>
        </message>
        <message>
            <source>Notifies at least of</source>
            <translation>Avisa al menos de</translation>
        </message>
        <message>
            <source>on this computer</source>
            <translation>en este equipo</translation>
        </message>
        <message>
            <source>one person</source>
            <translation>una persona</translation>
        </message>
        <message>
            <source>Organisation that certifies devices</source>
            <translation>Organización que certifica los dispositivos</translation>
        </message>
        <message>
            <source>Password instead of PIN when locked so long</source>
            <translation>Contraseña en lugar de PIN tras este tiempo de bloqueo</translation>
        </message>
        <message>
            <source>Password may go to the relay itself</source>
            <translation>La contraseña puede llegar al propio relé</translation>
        </message>
        <message>
            <source>Quiet hours may be set</source>
            <translation>Se pueden fijar horas de silencio</translation>
        </message>
        <message>
            <source>Received messages in the audit log</source>
            <translation>Mensajes recibidos en el registro de auditoría</translation>
        </message>
        <message>
            <source>Relay</source>
            <translation>Relé</translation>
        </message>
        <message>
            <source>Root keys of the organisation</source>
            <translation>Claves raíz de la organización</translation>
        </message>
        <message>
            <source>Says when the list of certified devices is older</source>
            <translation>Avisa si la lista de dispositivos certificados es más antigua</translation>
        </message>
        <message>
            <source>Send only where it is encrypted</source>
            <translation>Enviar solo donde esté cifrado</translation>
        </message>
        <message>
            <source>sender and room</source>
            <translation>remitente y sala</translation>
        </message>
        <message>
            <source>Sends to certified devices with a list at most so old</source>
            <translation>Envía a dispositivos certificados con una lista de, como máximo,</translation>
        </message>
        <message>
            <source>several people</source>
            <translation>varias personas</translation>
        </message>
        <message>
            <source>Signed in at most</source>
            <translation>Sesión abierta como máximo</translation>
        </message>
        <message>
            <source>Sound stays on</source>
            <translation>El sonido queda activado</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>español</translation>
        </message>
        <message>
            <source>Text may be copied out</source>
            <translation>Se puede copiar texto</translation>
        </message>
        <message>
            <source>the beginning of the text</source>
            <translation>el principio del texto</translation>
        </message>
        <message>
            <source>the sender</source>
            <translation>el remitente</translation>
        </message>
        <message>
            <source>This computer's half of the key</source>
            <translation>La mitad de la clave de este equipo</translation>
        </message>
        <message>
            <source>Unencrypted messages to those who cannot read others</source>
            <translation>Mensajes sin cifrar a quienes no pueden leer otros</translation>
        </message>
        <message>
            <source>Warns so long before locking</source>
            <translation>Avisa este tiempo antes de bloquear</translation>
        </message>
        <message>
            <source>what one chooses</source>
            <translation>lo que cada uno elija</translation>
        </message>
        <message>
            <source>What one wrote may be corrected</source>
            <translation>Lo escrito puede corregirse</translation>
        </message>
        <message>
            <source>What one wrote may be taken back</source>
            <translation>Lo escrito puede retirarse</translation>
        </message>
        <message>
            <source>Who uses this computer</source>
            <translation>Quién usa este equipo</translation>
        </message>
        <message>
            <source>Works without the relay at most</source>
            <translation>Funciona sin el relé como máximo</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Sí</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Usted</translation>
        </message>
    </context>
    <context>
        <name>PreviousSignIn</name>
        <message>
            <source>Last sign-in: %1, on %2. Was it not you? Tell your IT department.</source>
            <translation>Último inicio de sesión: %1, en %2. ¿No fue usted? Avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>Last sign-in: %1, on this computer. Was it not you? Tell your IT department.</source>
            <translation>Último inicio de sesión: %1, en este equipo. ¿No fue usted? Avise a su departamento de informática.</translation>
        </message>
    </context>
    <context>
        <name>Profile</name>
        <message>
            <source>In the room now</source>
            <translation>Ahora en la sala</translation>
        </message>
        <message>
            <source>In the room now, reading only</source>
            <translation>Ahora en la sala, solo lectura</translation>
        </message>
        <message>
            <source>Manages the members of this room</source>
            <translation>Gestiona los miembros de esta sala</translation>
        </message>
        <message>
            <source>Member of this room</source>
            <translation>Miembro de esta sala</translation>
        </message>
        <message>
            <source>Not a member of this room</source>
            <translation>No es miembro de esta sala</translation>
        </message>
        <message>
            <source>Not in the room now</source>
            <translation>No está ahora en la sala</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Desconectado</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>En línea</translation>
        </message>
        <message>
            <source>Owns this room</source>
            <translation>Propietario de esta sala</translation>
        </message>
    </context>
    <context>
        <name>RecoverySheet</name>
        <message>
            <source>Made on %1. Each code lets you in once when your phone is not at hand. Cross out what you have used. Keep this page away from the computer, and not with your password.</source>
            <translation>Generados el %1. Cada código le permite entrar una vez cuando no tenga el teléfono a mano. Tache los que haya usado. Guarde esta hoja lejos del equipo y no junto a su contraseña.</translation>
        </message>
        <message>
            <source>Wardline recovery codes</source>
            <translation>Códigos de recuperación de Wardline</translation>
        </message>
    </context>
    <context>
        <name>Roles</name>
        <message>
            <source>%1 (unverified)</source>
            <translation>%1 (sin verificar)</translation>
        </message>
        <message>
            <source>Clerk</source>
            <translation>Administración</translation>
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
            <source>Physician</source>
            <translation>Médico</translation>
        </message>
        <message>
            <source>Student</source>
            <translation>Estudiante</translation>
        </message>
        <message>
            <source>Therapist</source>
            <translation>Terapia</translation>
        </message>
    </context>
    <context>
        <name>States</name>
        <message>
            <source>another user took over</source>
            <translation>entró otro usuario</translation>
        </message>
        <message>
            <source>Arrived</source>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>by you</source>
            <translation>por usted</translation>
        </message>
        <message>
            <source>by your IT department</source>
            <translation>por su departamento de informática</translation>
        </message>
        <message>
            <source>Connected since %1</source>
            <translation>Conectado desde %1</translation>
        </message>
        <message>
            <source>Connecting since %1</source>
            <translation>Conectando desde %1</translation>
        </message>
        <message>
            <source>Encrypted end to end</source>
            <translation>Cifrado de extremo a extremo</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>idle</source>
            <translation>inactividad</translation>
        </message>
        <message>
            <source>No connection since %1</source>
            <translation>Sin conexión desde %1</translation>
        </message>
        <message>
            <source>No connection since %1, next attempt in %2</source>
            <translation>Sin conexión desde %1, próximo intento en %2</translation>
        </message>
        <message>
            <source>No connection since %1: the relay wants a new code</source>
            <translation>Sin conexión desde %1: el relé pide un código nuevo</translation>
        </message>
        <message>
            <source>Not encrypted end to end</source>
            <translation>Sin cifrado de extremo a extremo</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>Abierto</translation>
        </message>
        <message>
            <source>required by your organisation</source>
            <translation>lo exige su organización</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Enviado</translation>
        </message>
        <message>
            <source>the computer went to sleep</source>
            <translation>el equipo se suspendió</translation>
        </message>
        <message>
            <source>the desktop was locked</source>
            <translation>se bloqueó el escritorio</translation>
        </message>
        <message>
            <source>The relay has not let you into this room yet. You can write once it has.</source>
            <translation>El relé aún no le ha dejado entrar en esta sala. Podrá escribir cuando lo haga.</translation>
        </message>
        <message>
            <source>the remote desktop was disconnected</source>
            <translation>se desconectó el escritorio remoto</translation>
        </message>
        <message>
            <source>This room was closed, or you are no longer a member. What was said stays readable.</source>
            <translation>Esta sala se cerró o usted ya no es miembro. Lo dicho sigue a la vista.</translation>
        </message>
        <message>
            <source>time passed unseen</source>
            <translation>pasó tiempo sin verlo</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>You can read here but not write: observers have no voice in this room.</source>
            <translation>Aquí puede leer pero no escribir: los observadores no tienen voz en esta sala.</translation>
        </message>
    </context>
    <context>
        <name>Time</name>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>d MMM</source>
            <extracomment>QDate format: day, short month</extracomment>
            <translation>d MMM</translation>
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
            <source>Today</source>
            <translation>Hoy</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Ayer</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>%1 took this message back, %2</source>
            <translation>%1 retiró este mensaje, %2</translation>
        </message>
        <message numerus="yes">
            <source>%n others</source>
            <translation>
                <numerusform>%n más</numerusform>
                <numerusform>%n más</numerusform>
            </translation>
        </message>
        <message>
            <source>A message that is not kept here</source>
            <translation>Un mensaje que no se guarda aquí</translation>
        </message>
        <message>
            <source>answers %1: %2</source>
            <translation>responde a %1: %2</translation>
        </message>
        <message>
            <source>being fetched …</source>
            <translation>se está recuperando …</translation>
        </message>
        <message>
            <source>Cannot be read: the keys agreed with the sender no longer fit. Ask for it to be sent again.</source>
            <translation>No se puede leer: las claves acordadas con el remitente ya no encajan. Pida que se lo envíen de nuevo.</translation>
        </message>
        <message>
            <source>Cannot be read: this room does not say who sent it.</source>
            <translation>No se puede leer: esta sala no dice quién lo envió.</translation>
        </message>
        <message>
            <source>could not be fetched</source>
            <translation>no se pudo recuperar</translation>
        </message>
        <message>
            <source>Damaged, or not from where it claims to be. Its text is not shown.</source>
            <translation>Dañado, o no procede de donde dice. El texto no se muestra.</translation>
        </message>
        <message>
            <source>edited</source>
            <translation>editado</translation>
        </message>
        <message>
            <source>edited %1</source>
            <translation>editado %1</translation>
        </message>
        <message>
            <source>Encrypted in a way that this program cannot read. Ask for it to be sent again.</source>
            <translation>Cifrado de un modo que este programa no puede leer. Pida que se lo envíen de nuevo.</translation>
        </message>
        <message>
            <source>Fetch</source>
            <translation>Descargar</translation>
        </message>
        <message>
            <source>file %1, %2</source>
            <translation>archivo %1, %2</translation>
        </message>
        <message>
            <source>From a device that is not trusted. Its text is not shown.</source>
            <translation>De un dispositivo en el que no se confía. El texto no se muestra.</translation>
        </message>
        <message>
            <source>From a device whose identity has changed. Its text is not shown; tell your IT department.</source>
            <translation>De un dispositivo cuya identidad ha cambiado. El texto no se muestra; avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>Messages are missing here and are being fetched …</source>
            <translation>Aquí faltan mensajes y se están recuperando …</translation>
        </message>
        <message>
            <source>Messages are missing here; they will be fetched later</source>
            <translation>Aquí faltan mensajes; se recuperarán más tarde</translation>
        </message>
        <message>
            <source>names you</source>
            <translation>le menciona</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuevos</translation>
        </message>
        <message>
            <source>not encrypted</source>
            <translation>sin cifrar</translation>
        </message>
        <message>
            <source>Not encrypted for this device. Ask the sender to write it again.</source>
            <translation>No cifrado para este dispositivo. Pida al remitente que lo escriba de nuevo.</translation>
        </message>
        <message>
            <source>not fetched yet</source>
            <translation>aún no descargado</translation>
        </message>
        <message>
            <source>Not shown: its content is not what its sender says (%1)</source>
            <translation>No se muestra: su contenido no es lo que dice quien lo envió (%1)</translation>
        </message>
        <message>
            <source>Not shown: the content is damaged</source>
            <translation>No se muestra: el contenido está dañado</translation>
        </message>
        <message>
            <source>Not shown: the picture is larger than any camera makes them</source>
            <translation>No se muestra: la imagen es mayor que la de cualquier cámara</translation>
        </message>
        <message>
            <source>refused: too large or not allowed</source>
            <translation>rechazado: demasiado grande o no permitido</translation>
        </message>
        <message>
            <source>Removed by %1, %2</source>
            <translation>Eliminado por %1, %2</translation>
        </message>
        <message>
            <source>Removed by %1, %2. Reason: %3</source>
            <translation>Eliminado por %1, %2. Motivo: %3</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Sent before this device was added, so it cannot be read here.</source>
            <translation>Enviado antes de añadir este dispositivo; aquí no se puede leer.</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Mostrar más</translation>
        </message>
        <message>
            <source>This message was taken back</source>
            <translation>Este mensaje fue retirado</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Waiting for older messages that are needed to read this one …</source>
            <translation>Esperando mensajes anteriores necesarios para leer este …</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Usted</translation>
        </message>
        <message>
            <source>You took this message back, %1</source>
            <translation>Usted retiró este mensaje, %1</translation>
        </message>
    </context>
    <context>
        <name>wardline</name>
        <message>
            <source>An additional policy; it may only tighten.</source>
            <translation>Una directiva adicional; solo puede ser más estricta.</translation>
        </message>
        <message>
            <source>Certificate authorities for the relay.</source>
            <translation>Autoridades de certificación para el relé.</translation>
        </message>
        <message>
            <source>en or es.</source>
            <translation>en o es.</translation>
        </message>
        <message>
            <source>Fills in who signs in.</source>
            <translation>Rellena quién inicia sesión.</translation>
        </message>
        <message>
            <source>light, dark, contrast or system.</source>
            <translation>light, dark, contrast o system.</translation>
        </message>
        <message>
            <source>Secure messenger for care teams</source>
            <translation>Mensajería segura para equipos asistenciales</translation>
        </message>
        <message>
            <source>Wardline cannot start: not permitted by policy.
%1</source>
            <translation>Wardline no puede iniciarse: la directiva no lo permite.
%1</translation>
        </message>
        <message>
            <source>Wardline cannot start: the policy cannot be used.
%1</source>
            <translation>Wardline no puede iniciarse: la directiva no se puede usar.
%1</translation>
        </message>
        <message>
            <source>Wardline cannot start: there is no certificate in %1.</source>
            <translation>Wardline no puede iniciarse: no hay ningún certificado en %1.</translation>
        </message>
        <message>
            <source>Work with this one profile.</source>
            <translation>Trabajar con este único perfil.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::AboutSettings</name>
        <message>
            <source>About Wardline</source>
            <translation>Acerca de Wardline</translation>
        </message>
        <message>
            <source>Audit log</source>
            <translation>Registro de auditoría</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiado</translation>
        </message>
        <message>
            <source>Copy for the help desk</source>
            <translation>Copiar para el servicio de asistencia</translation>
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later: you may use, study, pass on and change it. It comes without any warranty.</source>
            <translation>Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior: puede usarlo, estudiarlo, compartirlo y modificarlo. Se ofrece sin garantía alguna.</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Aspecto e idioma</translation>
        </message>
        <message>
            <source>Made with</source>
            <translation>Hecho con</translation>
        </message>
        <message>
            <source>Messages, encrypted</source>
            <translation>Mensajes, cifrados</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>En este equipo</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Directiva</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Perfil</translation>
        </message>
        <message>
            <source>Version %1</source>
            <translation>Versión %1</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::AccountChoice</name>
        <message>
            <source>Last here: %1</source>
            <translation>Última vez aquí: %1</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Banner</name>
        <message>
            <source>Close this notice</source>
            <translation>Cerrar este aviso</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::CapsLockNote</name>
        <message>
            <source>Caps Lock is on</source>
            <translation>Bloq Mayús está activado</translation>
        </message>
        <message>
            <source>Caps Lock seems to be on</source>
            <translation>Bloq Mayús parece estar activado</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Chip</name>
        <message numerus="yes">
            <source>%1, %n conversation(s)</source>
            <extracomment>filter, how many it would show</extracomment>
            <translation>
                <numerusform>%1, %n conversación</numerusform>
                <numerusform>%1, %n conversaciones</numerusform>
            </translation>
        </message>
        <message>
            <source>999+</source>
            <translation>999+</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::CodeBanner</name>
        <message>
            <source>Code from your authenticator</source>
            <translation>Código de su autenticador</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Conectar</translation>
        </message>
        <message>
            <source>The relay wants a new code before messages come and go again.</source>
            <translation>El relé pide un código nuevo antes de que los mensajes vuelvan a entrar y salir.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::CodeEdit</name>
        <message>
            <source>Clear</source>
            <translation>Borrar</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Pegar</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Composer</name>
        <message>
            <source>A message cannot be empty. To remove it, take it back from its menu.</source>
            <translation>Un mensaje no puede quedar vacío. Para quitarlo, retírelo desde su menú.</translation>
        </message>
        <message>
            <source>A message to another conversation was not sent. It is kept there as a draft.</source>
            <translation>Un mensaje a otra conversación no se envió. Queda allí como borrador.</translation>
        </message>
        <message>
            <source>A picture cannot be added to a message that was sent.</source>
            <translation>No se puede añadir una imagen a un mensaje ya enviado.</translation>
        </message>
        <message>
            <source>Adding to your own message</source>
            <translation>Añade algo a su propio mensaje</translation>
        </message>
        <message>
            <source>Answering %1</source>
            <translation>Respuesta a %1</translation>
        </message>
        <message>
            <source>Do not answer this message</source>
            <translation>No responder a este mensaje</translation>
        </message>
        <message>
            <source>Editing your message of %1</source>
            <translation>Modifica su mensaje de %1</translation>
        </message>
        <message>
            <source>Keep the message as it was</source>
            <translation>Dejar el mensaje como estaba</translation>
        </message>
        <message>
            <source>Not all of it was pasted: a message holds %1 characters. Send long texts in parts.</source>
            <translation>No se pegó todo: en un mensaje caben %1 caracteres. Envíe los textos largos por partes.</translation>
        </message>
        <message>
            <source>Pictures cannot be sent in this conversation yet. Remove the picture to send the text.</source>
            <translation>En esta conversación todavía no se pueden enviar imágenes. Quite la imagen para enviar el texto.</translation>
        </message>
        <message>
            <source>The message you were answering was taken back. Your text is still here.</source>
            <translation>El mensaje al que respondía fue retirado. Su texto sigue aquí.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ComposerView</name>
        <message numerus="yes">
            <source>%n character(s) left</source>
            <translation>
                <numerusform>queda %n carácter</numerusform>
                <numerusform>quedan %n caracteres</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s) too long</source>
            <translation>
                <numerusform>%n carácter de más</numerusform>
                <numerusform>%n caracteres de más</numerusform>
            </translation>
        </message>
        <message>
            <source>Change your message</source>
            <translation>Modifique su mensaje</translation>
        </message>
        <message>
            <source>No connection: what you send waits here and leaves by itself once there is one.</source>
            <translation>Sin conexión: lo que envíe espera aquí y sale solo en cuanto la haya.</translation>
        </message>
        <message>
            <source>Save the correction</source>
            <translation>Guardar la corrección</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
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
        <message>
            <source>Write a message</source>
            <translation>Escriba un mensaje</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationDelegate</name>
        <message>
            <source>%1: %2</source>
            <extracomment>sender: beginning of the message</extracomment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>999+</source>
            <translation>999+</translation>
        </message>
        <message>
            <source>A message whose text is not shown</source>
            <translation>Un mensaje cuyo texto no se muestra</translation>
        </message>
        <message>
            <source>Draft: %1</source>
            <extracomment>the beginning of a message that was not sent</extracomment>
            <translation>Borrador: %1</translation>
        </message>
        <message>
            <source>No messages yet</source>
            <translation>Aún no hay mensajes</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationHeader</name>
        <message>
            <source>%1 %2</source>
            <extracomment>role, how many of them</extracomment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1 of %2 here</source>
            <extracomment>how many are here, how many belong to the room</extracomment>
            <translation>%1 de %2 aquí</translation>
        </message>
        <message>
            <source>Back to the conversations</source>
            <translation>Volver a las conversaciones</translation>
        </message>
        <message>
            <source>Find in this room (Ctrl+F)</source>
            <translation>Buscar en esta sala (Ctrl+F)</translation>
        </message>
        <message>
            <source>Show who belongs here (Ctrl+I)</source>
            <translation>Mostrar quién pertenece a la sala (Ctrl+I)</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationList</name>
        <message>
            <source>All</source>
            <comment>filter of conversations</comment>
            <translation>Todas</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversaciones</translation>
        </message>
        <message>
            <source>Create or join a room</source>
            <translation>Crear una sala o unirse a una</translation>
        </message>
        <message>
            <source>Go to a conversation</source>
            <translation>Ir a una conversación</translation>
        </message>
        <message>
            <source>Go to …</source>
            <translation>Ir a …</translation>
        </message>
        <message>
            <source>Look among colleagues</source>
            <translation>Buscar entre los colegas</translation>
        </message>
        <message>
            <source>Mine</source>
            <comment>filter of conversations</comment>
            <translation>Mías</translation>
        </message>
        <message>
            <source>New conversation or room (Ctrl+N)</source>
            <translation>Nueva conversación o sala (Ctrl+N)</translation>
        </message>
        <message>
            <source>No conversation is called “%1”.</source>
            <translation>Ninguna conversación se llama «%1».</translation>
        </message>
        <message>
            <source>No rooms yet. They appear here as soon as somebody makes you a member.</source>
            <translation>Aún no hay salas. Aparecen aquí en cuanto alguien le hace miembro.</translation>
        </message>
        <message>
            <source>Nobody has written to you alone or named you in a room.</source>
            <translation>Nadie le ha escrito en privado ni le ha mencionado en una sala.</translation>
        </message>
        <message>
            <source>Nothing is kept on this computer yet. Your rooms appear when the relay is reached.</source>
            <translation>Aún no hay nada guardado en este equipo. Sus salas aparecen cuando se alcanza el relé.</translation>
        </message>
        <message>
            <source>Nothing unread. You have seen everything.</source>
            <translation>No hay nada sin leer. Lo ha visto todo.</translation>
        </message>
        <message>
            <source>Nothing urgent is waiting for an answer.</source>
            <translation>No hay nada urgente pendiente de respuesta.</translation>
        </message>
        <message>
            <source>Search in messages</source>
            <translation>Buscar en los mensajes</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Mostrar todas</translation>
        </message>
        <message>
            <source>Unread</source>
            <comment>filter of conversations</comment>
            <translation>No leídas</translation>
        </message>
        <message>
            <source>Urgent</source>
            <comment>filter of conversations</comment>
            <translation>Urgentes</translation>
        </message>
        <message>
            <source>Write to a colleague</source>
            <translation>Escribir a un colega</translation>
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
        <message numerus="yes">
            <source>%n urgent</source>
            <translation>
                <numerusform>%n urgente</numerusform>
                <numerusform>%n urgentes</numerusform>
            </translation>
        </message>
        <message>
            <source>a message was begun</source>
            <translation>mensaje empezado</translation>
        </message>
        <message>
            <source>you were named</source>
            <translation>le han mencionado</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationView</name>
        <message>
            <source>Choose a conversation, or press Ctrl+K to go to one by its name.</source>
            <translation>Elija una conversación o pulse Ctrl+K para ir a una por su nombre.</translation>
        </message>
        <message>
            <source>Go to a conversation</source>
            <translation>Ir a una conversación</translation>
        </message>
        <message>
            <source>Messages are shown here. There is no conversation yet.</source>
            <translation>Aquí se muestran los mensajes. Aún no hay ninguna conversación.</translation>
        </message>
        <message>
            <source>New conversation</source>
            <translation>Nueva conversación</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::DatePopover</name>
        <message>
            <source>Calendar</source>
            <translation>Calendario</translation>
        </message>
        <message>
            <source>Go there</source>
            <translation>Ir a ese día</translation>
        </message>
        <message>
            <source>Go to a day</source>
            <translation>Ir a un día</translation>
        </message>
        <message>
            <source>Next month</source>
            <translation>Mes siguiente</translation>
        </message>
        <message>
            <source>Previous month</source>
            <translation>Mes anterior</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::DetailsPane</name>
        <message>
            <source>%1 is a member now.</source>
            <translation>%1 ya es miembro.</translation>
        </message>
        <message>
            <source>%1 is being added …</source>
            <translation>Añadiendo a %1…</translation>
        </message>
        <message>
            <source>Add somebody</source>
            <translation>Añadir a alguien</translation>
        </message>
        <message>
            <source>Back to the members</source>
            <translation>Volver a los miembros</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation>Cerrar los detalles</translation>
        </message>
        <message>
            <source>Members</source>
            <translation>Miembros</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Perfil</translation>
        </message>
        <message>
            <source>The relay does not allow you to add somebody here.</source>
            <translation>El relé no le permite añadir a nadie aquí.</translation>
        </message>
        <message>
            <source>The two of you</source>
            <translation>Ustedes dos</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::DirectoryPane</name>
        <message>
            <source>Everybody</source>
            <translation>Todos</translation>
        </message>
        <message>
            <source>Here now</source>
            <translation>En línea ahora</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::EnrolmentPage</name>
        <message>
            <source>1. Scan this with the authenticator app on your phone.</source>
            <translation>1. Escanee esto con la aplicación de autenticación de su teléfono.</translation>
        </message>
        <message>
            <source>2. Type the six digits that the app shows</source>
            <translation>2. Escriba los seis dígitos que muestra la aplicación</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Copied; the clipboard is cleared in a minute.</source>
            <translation>Copiada; el portapapeles se vacía en un minuto.</translation>
        </message>
        <message>
            <source>Copy the key</source>
            <translation>Copiar la clave</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Terminar</translation>
        </message>
        <message>
            <source>Key as text</source>
            <translation>Clave como texto</translation>
        </message>
        <message>
            <source>No camera? Type this key into the app.</source>
            <translation>¿Sin cámara? Escriba esta clave en la aplicación.</translation>
        </message>
        <message>
            <source>QR code of the new key. The key is also below as text.</source>
            <translation>Código QR de la clave nueva. La clave también está debajo como texto.</translation>
        </message>
        <message>
            <source>Set up your authenticator</source>
            <translation>Configure su autenticador</translation>
        </message>
        <message>
            <source>That code did not fit this key. Type the one that the app shows now.</source>
            <translation>Ese código no corresponde a esta clave. Escriba el que se ve ahora.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::IconButton</name>
        <message>
            <source>99+</source>
            <translation>99+</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::IdentityChip</name>
        <message>
            <source>Not you?</source>
            <translation>¿No es usted?</translation>
        </message>
        <message>
            <source>Signed in as %1. Not you?</source>
            <translation>Sesión de %1. ¿No es usted?</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::KeysPage</name>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Teclas</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::LockPage</name>
        <message numerus="yes">
            <source>%n message(s) have not left yet</source>
            <translation>
                <numerusform>%n mensaje aún no ha salido</numerusform>
                <numerusform>%n mensajes aún no han salido</numerusform>
            </translation>
        </message>
        <message>
            <source>Locked: %1, since %2</source>
            <translation>Bloqueado: %1, desde %2</translation>
        </message>
        <message>
            <source>Nobody is receiving here</source>
            <translation>Nadie recibe aquí</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Contraseña</translation>
        </message>
        <message>
            <source>Receiving until %1</source>
            <translation>Recibe hasta %1</translation>
        </message>
        <message>
            <source>Signs this person out and shows the sign-in page</source>
            <translation>Cierra la sesión de esta persona y muestra la página de inicio</translation>
        </message>
        <message>
            <source>Someone else</source>
            <translation>Otra persona</translation>
        </message>
        <message>
            <source>That is not the password.</source>
            <translation>Esa no es la contraseña.</translation>
        </message>
        <message>
            <source>Time of day</source>
            <translation>Hora</translation>
        </message>
        <message>
            <source>Too many attempts. Unlocking is held back for a moment.</source>
            <translation>Demasiados intentos. El desbloqueo se retrasa un momento.</translation>
        </message>
        <message>
            <source>Try again in %1</source>
            <translation>Reintentar en %1</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Unlocking …</source>
            <translation>Desbloqueando …</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::LockSettings</name>
        <message>
            <source>%1 locks at once, always. Otherwise your IT department decides when.</source>
            <translation>%1 bloquea al instante, siempre. Por lo demás, su departamento de informática decide cuándo.</translation>
        </message>
        <message>
            <source>Locking</source>
            <translation>Bloqueo</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::LookSettings</name>
        <message>
            <source>As the desktop</source>
            <translation>Como el escritorio</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Colores</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>For everybody who uses this computer account. It holds at once.</source>
            <translation>Para todas las personas que usan esta cuenta del equipo. Vale al instante.</translation>
        </message>
        <message>
            <source>High contrast, in the system's colours</source>
            <translation>Alto contraste, con los colores del sistema</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Large</source>
            <translation>Grande</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Aspecto e idioma</translation>
        </message>
        <message>
            <source>No motion</source>
            <translation>Sin movimiento</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Panes appear at once. Also when the desktop asks for it.</source>
            <translation>Los paneles aparecen de golpe. También cuando el escritorio lo pide.</translation>
        </message>
        <message>
            <source>Size of text</source>
            <translation>Tamaño del texto</translation>
        </message>
        <message>
            <source>This cannot be kept on this computer, so it holds until Wardline ends. Tell your IT department: %1</source>
            <translation>Esto no se puede guardar en este equipo, así que vale hasta que se cierre Wardline. Avise a su departamento de informática: %1</translation>
        </message>
        <message>
            <source>Very large</source>
            <translation>Muy grande</translation>
        </message>
        <message>
            <source>What was chosen here before could not be read, so the defaults hold. Choose again to replace it.</source>
            <translation>No se pudo leer lo elegido antes, así que valen los valores por defecto. Elija de nuevo para sustituirlo.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::MainWindow</name>
        <message>
            <source>Wardline</source>
            <translation>Wardline</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::MentionPopup</name>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n persona</numerusform>
                <numerusform>%n personas</numerusform>
            </translation>
        </message>
        <message>
            <source>here</source>
            <translation>aquí</translation>
        </message>
        <message>
            <source>not here</source>
            <translation>no está aquí</translation>
        </message>
        <message>
            <source>People to name</source>
            <translation>Personas a las que nombrar</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::NewConversationPane</name>
        <message>
            <source>A new room</source>
            <translation>Una sala nueva</translation>
        </message>
        <message>
            <source>A room that exists</source>
            <translation>Una sala existente</translation>
        </message>
        <message>
            <source>Address of the room</source>
            <translation>Dirección de la sala</translation>
        </message>
        <message>
            <source>Back to the conversations</source>
            <translation>Volver a las conversaciones</translation>
        </message>
        <message>
            <source>Create room</source>
            <translation>Crear sala</translation>
        </message>
        <message>
            <source>It looks like r7mb@rooms.clinic.example. You have to be a member of it.</source>
            <translation>Tiene la forma r7mb@rooms.clinic.example. Debe ser miembro de ella.</translation>
        </message>
        <message>
            <source>Join</source>
            <translation>Unirse</translation>
        </message>
        <message>
            <source>New conversation</source>
            <translation>Nueva conversación</translation>
        </message>
        <message>
            <source>Only people whom you add can enter it and read it.</source>
            <translation>Solo las personas que usted añada pueden entrar y leerla.</translation>
        </message>
        <message>
            <source>The relay does not allow you this. Ask whoever runs the room, or your IT department.</source>
            <translation>El relé no se lo permite. Pregunte a quien gestiona la sala o a su departamento de informática.</translation>
        </message>
        <message>
            <source>The room is being created …</source>
            <translation>Creando la sala…</translation>
        </message>
        <message>
            <source>The room is being entered …</source>
            <translation>Entrando en la sala…</translation>
        </message>
        <message>
            <source>There is no room with this address. Check it with the person who gave it to you.</source>
            <translation>No hay ninguna sala con esta dirección. Compruébela con la persona que se la dio.</translation>
        </message>
        <message>
            <source>This is not the address of a room. It looks like r7mb@rooms.clinic.example.</source>
            <translation>Esto no es la dirección de una sala. Tiene la forma r7mb@rooms.clinic.example.</translation>
        </message>
        <message>
            <source>Title of the room</source>
            <translation>Título de la sala</translation>
        </message>
        <message>
            <source>Write to a colleague</source>
            <translation>Escribir a un colega</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::NextCode</name>
        <message>
            <source>Code already used? The next one comes in %1.</source>
            <translation>¿Código ya usado? El siguiente llega en %1.</translation>
        </message>
        <message>
            <source>Time to the next code</source>
            <translation>Tiempo hasta el siguiente código</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::NotificationPage</name>
        <message>
            <source>Notifications</source>
            <translation>Notificaciones</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::NotificationSettingsSection</name>
        <message>
            <source>A notification says</source>
            <translation>Una notificación dice</translation>
        </message>
        <message>
            <source>Also how the message begins</source>
            <translation>También cómo empieza el mensaje</translation>
        </message>
        <message>
            <source>Also in which room</source>
            <translation>También en qué sala</translation>
        </message>
        <message>
            <source>Also who wrote</source>
            <translation>También quién escribió</translation>
        </message>
        <message>
            <source>Each conversation may have its own choice: see its details.</source>
            <translation>Cada conversación puede tener su propia elección: véanse sus detalles.</translation>
        </message>
        <message>
            <source>Every message</source>
            <translation>Cada mensaje</translation>
        </message>
        <message>
            <source>from</source>
            <comment>quiet hours</comment>
            <translation>de</translation>
        </message>
        <message>
            <source>How many messages came</source>
            <translation>Cuántos mensajes han llegado</translation>
        </message>
        <message>
            <source>More is not allowed here. %1</source>
            <translation>Aquí no se permite más. %1</translation>
        </message>
        <message>
            <source>Only STAT</source>
            <translation>Solo STAT</translation>
        </message>
        <message>
            <source>Playing …</source>
            <translation>Sonando…</translation>
        </message>
        <message>
            <source>Quiet from</source>
            <translation>Silencio desde</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>Horas de silencio</translation>
        </message>
        <message>
            <source>Quiet now, until %1. STAT and “Please talk” come through.</source>
            <translation>En silencio hasta las %1. STAT y «Hablemos, por favor» sí avisan.</translation>
        </message>
        <message>
            <source>Quiet until</source>
            <translation>Silencio hasta</translation>
        </message>
        <message>
            <source>Sound for new messages</source>
            <translation>Sonido al llegar mensajes</translation>
        </message>
        <message>
            <source>STAT and “Please talk” come through.</source>
            <translation>STAT y «Hablemos, por favor» sí avisan.</translation>
        </message>
        <message>
            <source>Tell me of</source>
            <translation>Avisarme de</translation>
        </message>
        <message>
            <source>Test: message</source>
            <translation>Probar: mensaje</translation>
        </message>
        <message>
            <source>Test: urgent</source>
            <translation>Probar: urgente</translation>
        </message>
        <message>
            <source>That is so where an organisation sets nothing else.</source>
            <translation>Es así mientras la organización no fije otra cosa.</translation>
        </message>
        <message>
            <source>This desktop shows no notifications. What is unread stands in the list of conversations.</source>
            <translation>Este escritorio no muestra notificaciones. Lo que está sin leer figura en la lista de conversaciones.</translation>
        </message>
        <message>
            <source>until</source>
            <comment>quiet hours</comment>
            <translation>a</translation>
        </message>
        <message>
            <source>What names me, and direct messages</source>
            <translation>Lo que me menciona y los mensajes directos</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::OldCachePage</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Old password</source>
            <translation>Contraseña antigua</translation>
        </message>
        <message>
            <source>Open with the old password</source>
            <translation>Abrir con la contraseña antigua</translation>
        </message>
        <message>
            <source>Start with an empty cache</source>
            <translation>Empezar con una caché vacía</translation>
        </message>
        <message numerus="yes">
            <source>Starting with an empty cache loses drafts and %n message(s) that have not left.</source>
            <translation>
                <numerusform>Empezar con una caché vacía pierde los borradores y %n mensaje que no ha salido.</numerusform>
                <numerusform>Empezar con una caché vacía pierde los borradores y %n mensajes que no han salido.</numerusform>
            </translation>
        </message>
        <message>
            <source>Starting with an empty cache loses drafts and any message that has not left.</source>
            <translation>Empezar con una caché vacía pierde los borradores y todo mensaje que no haya salido.</translation>
        </message>
        <message>
            <source>Starting with an empty cache loses drafts. Every message has left.</source>
            <translation>Empezar con una caché vacía pierde los borradores. Todos los mensajes han salido.</translation>
        </message>
        <message>
            <source>That is not the password the messages were locked with.</source>
            <translation>Esa no es la contraseña con la que se cerraron los mensajes.</translation>
        </message>
        <message>
            <source>The messages kept here are damaged</source>
            <translation>Los mensajes guardados aquí están dañados</translation>
        </message>
        <message>
            <source>The messages on this computer are still locked with your old password. Type it once to keep them.</source>
            <translation>Los mensajes de este equipo siguen cerrados con su contraseña antigua. Escríbala una vez para conservarlos.</translation>
        </message>
        <message>
            <source>They cannot be opened any more. What the relay still has is fetched again.</source>
            <translation>Ya no se pueden abrir. Lo que aún tiene el relé se trae de nuevo.</translation>
        </message>
        <message>
            <source>Yes, start empty</source>
            <translation>Sí, empezar de cero</translation>
        </message>
        <message>
            <source>Your password was changed</source>
            <translation>Su contraseña cambió</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PeopleDelegate</name>
        <message>
            <source>%1 (you)</source>
            <translation>%1 (usted)</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PeopleFinder</name>
        <message>
            <source>Colleagues</source>
            <translation>Colegas</translation>
        </message>
        <message>
            <source>Find a colleague by name, role or group</source>
            <translation>Buscar un colega por nombre, función o grupo</translation>
        </message>
        <message>
            <source>Go on with this address</source>
            <translation>Continuar con esta dirección</translation>
        </message>
        <message>
            <source>Name, role or group</source>
            <translation>Nombre, función o grupo</translation>
        </message>
        <message>
            <source>Nobody is called “%1”, and no role or group is.</source>
            <translation>Nadie se llama «%1», ni tampoco ninguna función o grupo.</translation>
        </message>
        <message>
            <source>Show everybody</source>
            <translation>Mostrar a todos</translation>
        </message>
        <message>
            <source>Your organisation does not list this address. Make sure that you know whose it is.</source>
            <translation>Su organización no incluye esta dirección. Asegúrese de saber de quién es.</translation>
        </message>
        <message>
            <source>Your organisation lists no colleagues for you. Ask your IT department, or type an address such as anna@clinic.example.</source>
            <translation>Su organización no le muestra colegas. Pregunte a su departamento de informática o escriba una dirección como anna@clinic.example.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PeopleModel</name>
        <message>
            <source>%1 of %2 here</source>
            <extracomment>of a role: how many are here, how many there are</extracomment>
            <translation>%1 de %2 aquí</translation>
        </message>
        <message>
            <source>Here</source>
            <translation>Aquí</translation>
        </message>
        <message>
            <source>Here, reading only</source>
            <translation>Aquí, solo lectura</translation>
        </message>
        <message>
            <source>Not here</source>
            <translation>No está</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Desconectado</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>En línea</translation>
        </message>
        <message>
            <source>Without a role</source>
            <translation>Sin función</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PictureChip</name>
        <message>
            <source>Picture, %1 × %2, %3</source>
            <extracomment>width, height in pixels, size as &quot;240 kB&quot;</extracomment>
            <translation>Imagen, %1 × %2, %3</translation>
        </message>
        <message>
            <source>Preparing the picture</source>
            <translation>Preparando la imagen</translation>
        </message>
        <message>
            <source>Remove the picture</source>
            <translation>Quitar la imagen</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PictureTray</name>
        <message>
            <source>Pictures cannot be sent in this conversation yet.</source>
            <translation>En esta conversación todavía no se pueden enviar imágenes.</translation>
        </message>
        <message>
            <source>This could not be read as a picture.</source>
            <translation>Esto no se pudo leer como imagen.</translation>
        </message>
        <message>
            <source>This picture has too many pixels to be sent. Send a part of it or a smaller one, at most %1 on a side.</source>
            <translation>Esta imagen tiene demasiados píxeles para enviarla. Envíe una parte o una más pequeña, de %1 por lado como máximo.</translation>
        </message>
        <message>
            <source>This picture is too large to be sent. Send a part of it or a smaller one.</source>
            <translation>Esta imagen es demasiado grande para enviarla. Envíe una parte o una más pequeña.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PictureViewer</name>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>%1 × %2</source>
            <extracomment>width and height of a picture, in points</extracomment>
            <translation>%1 × %2</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <extracomment>how large it is, how much of its own size it is shown in: &quot;900 × 600, 42 %&quot;</extracomment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Close the picture</source>
            <translation>Cerrar la imagen</translation>
        </message>
        <message>
            <source>Own size</source>
            <translation>Tamaño real</translation>
        </message>
        <message>
            <source>Picture %1</source>
            <translation>Imagen %1</translation>
        </message>
        <message>
            <source>Save the picture</source>
            <translation>Guardar la imagen</translation>
        </message>
        <message>
            <source>The picture is being read …</source>
            <translation>Se está leyendo la imagen …</translation>
        </message>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Esta imagen no se puede mostrar.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PolicyNote</name>
        <message>
            <source>%1. %2</source>
            <extracomment>name of a setting, why it cannot be changed</extracomment>
            <translation>%1. %2</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PolicySettings</name>
        <message>
            <source>%1 (fixed)</source>
            <translation>%1 (fijo)</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Origen</translation>
        </message>
        <message>
            <source>Nothing; the defaults apply.</source>
            <translation>Nada; valen los valores por defecto.</translation>
        </message>
        <message>
            <source>Setting</source>
            <translation>Ajuste</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <source>What your organisation decided</source>
            <translation>Lo que decidió su organización</translation>
        </message>
        <message>
            <source>Your IT department sets these. &quot;Fixed&quot; means that nobody can change it here.</source>
            <translation>Los establece su departamento de informática. «Fijo» significa que aquí nadie puede cambiarlo.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ProfileCard</name>
        <message>
            <source>%1 (you)</source>
            <translation>%1 (usted)</translation>
        </message>
        <message>
            <source>Add to this room</source>
            <translation>Añadir a esta sala</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>y %n más</numerusform>
                <numerusform>y %n más</numerusform>
            </translation>
        </message>
        <message>
            <source>Groups: %1</source>
            <translation>Grupos: %1</translation>
        </message>
        <message>
            <source>Let %1 add and remove members of %2?</source>
            <translation>¿Permitir que %1 añada y quite miembros de %2?</translation>
        </message>
        <message>
            <source>Let manage members</source>
            <translation>Permitir gestionar miembros</translation>
        </message>
        <message>
            <source>Let only read in this room</source>
            <translation>Permitir solo leer en esta sala</translation>
        </message>
        <message>
            <source>Let write in this room</source>
            <translation>Permitir escribir en esta sala</translation>
        </message>
        <message>
            <source>No longer let manage members</source>
            <translation>No permitir ya gestionar miembros</translation>
        </message>
        <message>
            <source>No role</source>
            <translation>Sin función</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Remove %1 from %2? What was said stays readable for %1, what comes does not.</source>
            <translation>¿Quitar a %1 de %2? %1 podrá seguir leyendo lo ya dicho, pero no lo que venga después.</translation>
        </message>
        <message>
            <source>Remove from this room</source>
            <translation>Quitar de esta sala</translation>
        </message>
        <message>
            <source>Role given by your organisation</source>
            <translation>Función asignada por su organización</translation>
        </message>
        <message>
            <source>Rooms you share</source>
            <translation>Salas en común</translation>
        </message>
        <message>
            <source>The person wrote this title. Nobody has checked it, and it gives no rights.</source>
            <translation>La propia persona escribió este título. Nadie lo ha comprobado y no otorga derechos.</translation>
        </message>
        <message>
            <source>The relay does not allow you this in this room.</source>
            <translation>El relé no se lo permite en esta sala.</translation>
        </message>
        <message>
            <source>The relay is being asked …</source>
            <translation>Consultando al relé…</translation>
        </message>
        <message>
            <source>Write a message</source>
            <translation>Escribir un mensaje</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Sí</translation>
        </message>
        <message>
            <source>Your organisation gives this person no role.</source>
            <translation>Su organización no asigna ninguna función a esta persona.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Rail</name>
        <message>
            <source>Conversations</source>
            <translation>Conversaciones</translation>
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
            <source>Lock (Ctrl+L)</source>
            <translation>Bloquear (Ctrl+L)</translation>
        </message>
        <message>
            <source>Not you? Sign out, so that someone else can sign in</source>
            <translation>¿No es usted? Cierre la sesión para que entre otra persona</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ReactionPicker</name>
        <message>
            <source>Careful</source>
            <translation>Cuidado</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <source>Given</source>
            <translation>Administrado</translation>
        </message>
        <message>
            <source>I have a question</source>
            <translation>Tengo una pregunta</translation>
        </message>
        <message>
            <source>Looking at it</source>
            <translation>Lo estoy viendo</translation>
        </message>
        <message>
            <source>No, I disagree</source>
            <translation>No, no estoy de acuerdo</translation>
        </message>
        <message>
            <source>On my way</source>
            <translation>Voy para allá</translation>
        </message>
        <message>
            <source>Please call me</source>
            <translation>Llámeme, por favor</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reaccionar</translation>
        </message>
        <message>
            <source>Thank you</source>
            <translation>Gracias</translation>
        </message>
        <message>
            <source>Will take a while</source>
            <translation>Tardará un poco</translation>
        </message>
        <message>
            <source>With you</source>
            <translation>Con ustedes</translation>
        </message>
        <message>
            <source>Yes, agreed</source>
            <translation>Sí, de acuerdo</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::RecoveryCodesPage</name>
        <message>
            <source>Copied. The clipboard is cleared in a minute, or when you go on.</source>
            <translation>Copiados. El portapapeles se vacía en un minuto, o cuando continúe.</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Copiar todos</translation>
        </message>
        <message>
            <source>Each one lets you in once when your phone is not at hand. Keep them away from this computer. They are shown only now.</source>
            <translation>Cada uno le deja entrar una vez si no tiene el teléfono. Guárdelos lejos de este equipo. Solo se muestran ahora.</translation>
        </message>
        <message>
            <source>I have kept them</source>
            <translation>Ya los he guardado</translation>
        </message>
        <message>
            <source>Keep these codes</source>
            <translation>Guarde estos códigos</translation>
        </message>
        <message>
            <source>Looking for printers …</source>
            <translation>Buscando impresoras …</translation>
        </message>
        <message>
            <source>On its way to the printer. Go there now: whoever takes the page can use the codes.</source>
            <translation>Enviado a la impresora. Vaya ahora: quien recoja la hoja puede usar los códigos.</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Imprimir</translation>
        </message>
        <message>
            <source>Recovery code %1</source>
            <translation>Código de recuperación %1</translation>
        </message>
        <message>
            <source>The printer did not take the page. Choose another one, or write the codes down.</source>
            <translation>La impresora no aceptó la hoja. Elija otra o anote los códigos.</translation>
        </message>
        <message>
            <source>This computer has no printer. Write the codes down, or copy them to where only you can read them.</source>
            <translation>Este equipo no tiene impresora. Anote los códigos o cópielos donde solo usted pueda leerlos.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::RoomNotificationChoice</name>
        <message>
            <source>As everywhere: every message</source>
            <translation>Como en todas: cada mensaje</translation>
        </message>
        <message>
            <source>As everywhere: only STAT</source>
            <translation>Como en todas: solo STAT</translation>
        </message>
        <message>
            <source>As everywhere: what names me</source>
            <translation>Como en todas: lo que me menciona</translation>
        </message>
        <message>
            <source>Every message</source>
            <translation>Cada mensaje</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notificaciones</translation>
        </message>
        <message>
            <source>Notifications of this conversation</source>
            <translation>Notificaciones de esta conversación</translation>
        </message>
        <message>
            <source>Only STAT</source>
            <translation>Solo STAT</translation>
        </message>
        <message>
            <source>What names me</source>
            <translation>Lo que me menciona</translation>
        </message>
        <message>
            <source>Your organisation wants you to be told of more than that.</source>
            <translation>Su organización quiere que se le avise de más que eso.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::RowBar</name>
        <message>
            <source>More</source>
            <translation>Más</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reaccionar</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SearchDelegate</name>
        <message>
            <source>%1 in %2</source>
            <extracomment>sender, conversation</extracomment>
            <translation>%1 en %2</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SearchPane</name>
        <message numerus="yes">
            <source>%n message(s), newest first</source>
            <translation>
                <numerusform>%n mensaje</numerusform>
                <numerusform>%n mensajes, los más nuevos primero</numerusform>
            </translation>
        </message>
        <message>
            <source>Close the search</source>
            <translation>Cerrar la búsqueda</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>En todas partes</translation>
        </message>
        <message>
            <source>In this conversation</source>
            <translation>En esta conversación</translation>
        </message>
        <message>
            <source>Messages found</source>
            <translation>Mensajes encontrados</translation>
        </message>
        <message>
            <source>Nothing found. Only messages kept on this computer are searched.</source>
            <translation>No se encontró nada. Solo se busca en los mensajes guardados en este equipo.</translation>
        </message>
        <message>
            <source>Search everywhere</source>
            <translation>Buscar en todo</translation>
        </message>
        <message>
            <source>Search in %1</source>
            <translation>Buscar en %1</translation>
        </message>
        <message>
            <source>Search words</source>
            <translation>Palabras que buscar</translation>
        </message>
        <message>
            <source>Searching …</source>
            <translation>Buscando…</translation>
        </message>
        <message numerus="yes">
            <source>The newest %n message(s); scroll down for older ones</source>
            <translation>
                <numerusform>%n mensaje, el más reciente; desplácese para ver anteriores</numerusform>
                <numerusform>Los %n mensajes más recientes; desplácese para ver anteriores</numerusform>
            </translation>
        </message>
        <message>
            <source>Type the beginning of one or more words. Only messages kept on this computer are searched.</source>
            <translation>Escriba el principio de una o varias palabras. Solo se busca en los mensajes guardados en este equipo.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SecondFactor</name>
        <message>
            <source>Code from your authenticator</source>
            <translation>Código de su autenticador</translation>
        </message>
        <message>
            <source>Enrolment ticket</source>
            <translation>Vale de inscripción</translation>
        </message>
        <message>
            <source>One of the ten codes you kept when you set up your authenticator. Each works once.</source>
            <translation>Uno de los diez códigos que guardó al configurar su autenticador. Cada uno sirve una vez.</translation>
        </message>
        <message>
            <source>Recovery code</source>
            <translation>Código de recuperación</translation>
        </message>
        <message>
            <source>What was copied is not a code of six digits.</source>
            <translation>Lo copiado no es un código de seis cifras.</translation>
        </message>
        <message>
            <source>You get the ticket from your IT department. It can be used once and sets up your authenticator.</source>
            <translation>El vale lo da su departamento de informática. Sirve una vez y configura su autenticador.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SecretEdit</name>
        <message>
            <source>Clear</source>
            <translation>Borrar</translation>
        </message>
        <message>
            <source>Hold F8 to see what is typed</source>
            <translation>Mantenga F8 pulsada para ver lo escrito</translation>
        </message>
        <message>
            <source>Hold to show (F8)</source>
            <translation>Mantenga pulsado para mostrar (F8)</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Pegar</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SettingsPage</name>
        <message>
            <source>About</source>
            <translation>Acerca de</translation>
        </message>
        <message>
            <source>Locking</source>
            <translation>Bloqueo</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Aspecto e idioma</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notificaciones</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Directiva</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SignInPage</name>
        <message>
            <source>%1 It says: %2, %3.</source>
            <translation>%1 Ahora marca: %2, %3.</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <source>anna@clinic.example</source>
            <translation>ana@clinica.example</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Checking who you are …</source>
            <translation>Comprobando quién es …</translation>
        </message>
        <message>
            <source>First time here?</source>
            <translation>¿Primera vez aquí?</translation>
        </message>
        <message>
            <source>I have an authenticator</source>
            <translation>Tengo un autenticador</translation>
        </message>
        <message>
            <source>Opening your messages …</source>
            <translation>Abriendo sus mensajes …</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Contraseña</translation>
        </message>
        <message>
            <source>Phone not at hand?</source>
            <translation>¿Sin el teléfono?</translation>
        </message>
        <message>
            <source>Reaching the relay …</source>
            <translation>Buscando el relé …</translation>
        </message>
        <message>
            <source>Relay address</source>
            <translation>Dirección del relé</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Iniciar sesión</translation>
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
            <source>The clock of this computer is %1 ahead of the relay's. Codes depend on the time: check the clock of your phone, and tell your IT department about this one.</source>
            <translation>El reloj de este equipo va %1 adelantado respecto al del relé. Los códigos dependen de la hora: compruebe el reloj de su teléfono y avise de este a su departamento de informática.</translation>
        </message>
        <message>
            <source>The clock of this computer is %1 behind the relay's. Codes depend on the time: check the clock of your phone, and tell your IT department about this one.</source>
            <translation>El reloj de este equipo va %1 atrasado respecto al del relé. Los códigos dependen de la hora: compruebe el reloj de su teléfono y avise de este a su departamento de informática.</translation>
        </message>
        <message>
            <source>Too many attempts. Signing in is held back for a moment.</source>
            <translation>Demasiados intentos. El inicio de sesión se retrasa un momento.</translation>
        </message>
        <message>
            <source>Try again in %1</source>
            <translation>Reintentar en %1</translation>
        </message>
        <message>
            <source>Use a code</source>
            <translation>Usar un código</translation>
        </message>
        <message>
            <source>Your name at %1</source>
            <translation>Su nombre en %1</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SignInView</name>
        <message>
            <source>You were signed out. %1</source>
            <translation>Se cerró su sesión. %1</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::StatusLine</name>
        <message>
            <source>Locks in %1</source>
            <translation>Se bloquea en %1</translation>
        </message>
        <message>
            <source>Policy: %1</source>
            <translation>Política: %1</translation>
        </message>
        <message numerus="yes">
            <source>Policy: %n file(s)</source>
            <translation>
                <numerusform>Directiva: %n archivo</numerusform>
                <numerusform>Directiva: %n archivos</numerusform>
            </translation>
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
            <source>Try now</source>
            <translation>Intentar ahora</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TimelineActions</name>
        <message>
            <source>Answers %1: %2. Go to that message</source>
            <translation>Responde a %1: %2. Ir a ese mensaje</translation>
        </message>
        <message>
            <source>Copy selection</source>
            <translation>Copiar la selección</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Copiar el texto</translation>
        </message>
        <message>
            <source>Do not open</source>
            <translation>No abrir</translation>
        </message>
        <message>
            <source>Do not send</source>
            <translation>No enviar</translation>
        </message>
        <message>
            <source>Earlier versions …</source>
            <translation>Versiones anteriores …</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Editar</translation>
        </message>
        <message>
            <source>Edited %1. Show earlier versions</source>
            <translation>Editado %1. Mostrar versiones anteriores</translation>
        </message>
        <message>
            <source>Everybody in the room will see that you removed a message of %1, and the reason you give.</source>
            <translation>Todos en la sala verán que usted eliminó un mensaje de %1 y el motivo que indique.</translation>
        </message>
        <message>
            <source>Go to a day …</source>
            <translation>Ir a un día …</translation>
        </message>
        <message>
            <source>Go to the answered message</source>
            <translation>Ir al mensaje respondido</translation>
        </message>
        <message>
            <source>Go to the first new message</source>
            <translation>Ir al primer mensaje nuevo</translation>
        </message>
        <message>
            <source>Its text is removed here and for everybody whose program complies. Who has read it has read it.</source>
            <translation>Su texto se elimina aquí y para todos aquellos cuyo programa lo respete. Quien ya lo leyó, lo leyó.</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Conservarlo</translation>
        </message>
        <message>
            <source>Link to %1</source>
            <translation>Enlace a %1</translation>
        </message>
        <message>
            <source>Open %1</source>
            <translation>Abrir %1</translation>
        </message>
        <message>
            <source>Picture %1, open it</source>
            <translation>Imagen %1, abrirla</translation>
        </message>
        <message>
            <source>Press to give it too</source>
            <translation>Pulse para darla también</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reaccionar</translation>
        </message>
        <message>
            <source>React …</source>
            <translation>Reaccionar …</translation>
        </message>
        <message>
            <source>Reason, for all to read</source>
            <translation>Motivo, que todos leerán</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Eliminar</translation>
        </message>
        <message>
            <source>Remove for all …</source>
            <translation>Eliminar para todos …</translation>
        </message>
        <message>
            <source>Remove this message for all?</source>
            <translation>¿Eliminar este mensaje para todos?</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Save the file</source>
            <translation>Guardar el archivo</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Enviar de nuevo</translation>
        </message>
        <message>
            <source>Show more of this message</source>
            <translation>Mostrar más de este mensaje</translation>
        </message>
        <message>
            <source>Show more reactions</source>
            <translation>Mostrar más reacciones</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Retirar</translation>
        </message>
        <message>
            <source>Take back …</source>
            <translation>Retirar …</translation>
        </message>
        <message>
            <source>Take this message back?</source>
            <translation>¿Retirar este mensaje?</translation>
        </message>
        <message>
            <source>The file could not be saved there. Choose another place.</source>
            <translation>El archivo no se pudo guardar ahí. Elija otro lugar.</translation>
        </message>
        <message>
            <source>The file was saved.</source>
            <translation>El archivo se guardó.</translation>
        </message>
        <message>
            <source>This link goes to %1</source>
            <translation>Este enlace lleva a %1</translation>
        </message>
        <message>
            <source>What stands in the message could be taken for another place. Open it only if you expect to get to %1.</source>
            <translation>Lo que pone el mensaje podría confundirse con otro sitio. Ábralo solo si espera llegar a %1.</translation>
        </message>
        <message>
            <source>You gave it; press to take it back</source>
            <translation>Usted la dio; pulse para quitarla</translation>
        </message>
        <message>
            <source>Your organisation does not allow to copy files out of this program.</source>
            <translation>Su organización no permite copiar archivos fuera de este programa.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TimelineView</name>
        <message>
            <source>Back to where you were</source>
            <translation>Volver adonde estaba</translation>
        </message>
        <message>
            <source>Earlier messages are being fetched …</source>
            <translation>Se están trayendo mensajes anteriores …</translation>
        </message>
        <message>
            <source>Jump to the newest message</source>
            <translation>Ir al mensaje más nuevo</translation>
        </message>
        <message numerus="yes">
            <source>Jump to the newest message, %n new</source>
            <translation>
                <numerusform>Ir al mensaje más nuevo, %n nuevo</numerusform>
                <numerusform>Ir al mensaje más nuevo, %n nuevos</numerusform>
            </translation>
        </message>
        <message>
            <source>Loading earlier messages …</source>
            <translation>Cargando mensajes anteriores …</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Mensajes</translation>
        </message>
        <message>
            <source>No messages yet. Write the first one below.</source>
            <translation>Aún no hay mensajes. Escriba el primero abajo.</translation>
        </message>
        <message>
            <source>This is where the history kept here begins</source>
            <translation>Aquí empieza el historial guardado</translation>
        </message>
        <message>
            <source>Your organisation does not allow to copy messages out of this program.</source>
            <translation>Su organización no permite copiar mensajes fuera de este programa.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TrayIcon</name>
        <message numerus="yes">
            <source>%1, %n urgent</source>
            <comment>Wardline: 3 unread messages, 1 urgent</comment>
            <translation>
                <numerusform>%1, %n urgente</numerusform>
                <numerusform>%1, %n urgentes</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Lock</source>
            <translation>&amp;Bloquear</translation>
        </message>
        <message>
            <source>&amp;Open Wardline</source>
            <translation>&amp;Abrir Wardline</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Salir</translation>
        </message>
        <message numerus="yes">
            <source>Wardline: %n unread message(s)</source>
            <translation>
                <numerusform>Wardline: %n mensaje sin leer</numerusform>
                <numerusform>Wardline: %n mensajes sin leer</numerusform>
            </translation>
        </message>
        <message>
            <source>Wardline: locked</source>
            <translation>Wardline: bloqueado</translation>
        </message>
        <message>
            <source>Wardline: nobody is signed in</source>
            <translation>Wardline: nadie ha iniciado sesión</translation>
        </message>
        <message>
            <source>Wardline: nothing unread</source>
            <translation>Wardline: nada sin leer</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::VersionsPopover</name>
        <message>
            <source>%1, as shown</source>
            <translation>%1, como se muestra</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Earlier versions</source>
            <translation>Versiones anteriores</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::WorkNotices</name>
        <message>
            <source>Nobody has used this window for a while. It locks in 30 s; any key keeps it open.</source>
            <translation>Nadie ha usado esta ventana desde hace un rato. Se bloquea en 30 s; cualquier tecla la mantiene abierta.</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Cerrar sesión</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::WorkView</name>
        <message>
            <source>Nothing urgent is waiting for an answer.</source>
            <translation>No hay nada urgente pendiente de respuesta.</translation>
        </message>
        <message>
            <source>You are in the room. Its members are under “Show who belongs here”.</source>
            <translation>Ya está en la sala. Sus miembros están en «Mostrar quién pertenece a la sala».</translation>
        </message>
    </context>
</TS>
