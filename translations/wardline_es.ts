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
        <name>ConversationList</name>
        <message>
            <source>%1: %2</source>
            <extracomment>sender: beginning of the message</extracomment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>A message that cannot be read here</source>
            <translation>Un mensaje que aquí no se puede leer</translation>
        </message>
        <message>
            <source>A message was taken back</source>
            <translation>Se retiró un mensaje</translation>
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
            <source>File: %1</source>
            <translation>Archivo: %1</translation>
        </message>
        <message>
            <source>No messages yet</source>
            <translation>Aún no hay mensajes</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
    </context>
    <context>
        <name>Devices</name>
        <message>
            <source>%1 certifies devices. Its list has not arrived here yet.</source>
            <translation>%1 certifica dispositivos. Su lista aún no ha llegado aquí.</translation>
        </message>
        <message>
            <source>%1 certifies devices. Its list is from %2, which is old. Tell your IT department if that stays so.</source>
            <translation>%1 certifica los dispositivos. Su lista es antigua (%2). Si sigue así, avise al departamento de informática.</translation>
        </message>
        <message>
            <source>%1 certifies devices. Its list is from %2, which is too old: where only certified devices are taken, nothing is sent. Tell your IT department.</source>
            <translation>%1 certifica dispositivos. Su lista (%2) es demasiado antigua: donde solo se admiten dispositivos certificados no se envía nada. Avise al departamento de informática.</translation>
        </message>
        <message>
            <source>%1 certifies devices. Its list is from %2.</source>
            <translation>%1 certifica dispositivos. Fecha de su lista: %2.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln others are not in the code.</source>
            <translation>
                <numerusform>Hay otro (%Ln) que no está en el código.</numerusform>
                <numerusform>Hay otros %Ln que no están en el código.</numerusform>
            </translation>
        </message>
        <message>
            <source>Certified by your organisation</source>
            <translation>Certificado por su organización</translation>
        </message>
        <message>
            <source>Certified by your organisation until %1</source>
            <translation>Certificado por su organización hasta: %1</translation>
        </message>
        <message>
            <source>Certified. Others see it with your organisation's next list.</source>
            <translation>Certificado. Los demás lo verán con la próxima lista de su organización.</translation>
        </message>
        <message>
            <source>Compared</source>
            <translation>Comparado</translation>
        </message>
        <message>
            <source>Compared, and certified by your organisation</source>
            <translation>Comparado y certificado por su organización</translation>
        </message>
        <message>
            <source>Device %1</source>
            <extracomment>%1: a number. Programs that speak only the older version are phones, mostly</extracomment>
            <translation>Dispositivo %1</translation>
        </message>
        <message>
            <source>It has other keys than before. Do not trust it before you have asked</source>
            <translation>Tiene claves distintas de las de antes. No se fíe de él sin haber preguntado</translation>
        </message>
        <message>
            <source>Its certificate does not count yet</source>
            <translation>Su certificado aún no es válido</translation>
        </message>
        <message>
            <source>Its certificate has run out</source>
            <translation>Su certificado ha caducado</translation>
        </message>
        <message>
            <source>Its keys are not those of the code that you compared. Do not trust it</source>
            <translation>Sus claves no son las del código que ha comparado. No confíe en él</translation>
        </message>
        <message>
            <source>Marked as not to be trusted</source>
            <translation>Marcado como no fiable</translation>
        </message>
        <message>
            <source>Nobody has compared it</source>
            <translation>Nadie lo ha comparado</translation>
        </message>
        <message>
            <source>Not certified by your organisation</source>
            <translation>No certificado por su organización</translation>
        </message>
        <message>
            <source>Phone or other program %1</source>
            <translation>Teléfono u otro programa %1</translation>
        </message>
        <message>
            <source>Taken back by your organisation: it may be lost or stolen</source>
            <translation>Retirado por su organización: puede estar perdido o robado</translation>
        </message>
        <message>
            <source>The certificate of this device has run out.</source>
            <translation>El certificado de este dispositivo ha caducado.</translation>
        </message>
        <message>
            <source>The code names no device of %1 that is known here. Nothing was changed.</source>
            <translation>El código no nombra ningún dispositivo de %1 que se conozca aquí. No se ha cambiado nada.</translation>
        </message>
        <message>
            <source>The keys of %1 are not the same. Somebody may stand between you. Nothing was changed: tell your IT department.</source>
            <translation>Las claves de %1 no coinciden. Puede que alguien esté interceptando la comunicación. No se ha cambiado nada: avise al departamento de informática.</translation>
        </message>
        <message numerus="yes">
            <source>The same: %Ln devices are verified now.</source>
            <translation>
                <numerusform>Coincide: %Ln dispositivo queda verificado.</numerusform>
                <numerusform>Coinciden: %Ln dispositivos quedan verificados.</numerusform>
            </translation>
        </message>
        <message>
            <source>This device</source>
            <translation>Este dispositivo</translation>
        </message>
        <message>
            <source>This device is certified until %1; that renews itself.</source>
            <translation>Este dispositivo está certificado (%1); se renueva solo.</translation>
        </message>
        <message>
            <source>This device is not certified. Others may not be able to write to you.</source>
            <translation>Este dispositivo no está certificado. Puede que otros no puedan escribirle.</translation>
        </message>
        <message>
            <source>Waiting to be certified: show the groups below to your IT desk, or to a colleague who may vouch for you.</source>
            <translation>A la espera del certificado: muestre los grupos de abajo al departamento de informática o a un colega que pueda responder por usted.</translation>
        </message>
        <message>
            <source>Your organisation certified this device with other keys. Do not trust it before you have asked</source>
            <translation>Su organización certificó este dispositivo con otras claves. No se fíe de él sin haber preguntado</translation>
        </message>
        <message>
            <source>Your organisation has not certified this device. Ask your IT department.</source>
            <translation>Su organización no ha certificado este dispositivo. Pregunte al departamento de informática.</translation>
        </message>
        <message>
            <source>Your organisation has taken this device back. Ask your IT department.</source>
            <translation>Su organización ha retirado este dispositivo. Pregunte al departamento de informática.</translation>
        </message>
        <message>
            <source>Your organisation is being asked to certify this device.</source>
            <translation>Se está pidiendo a su organización que certifique este dispositivo.</translation>
        </message>
        <message>
            <source>Your organisation's list has not arrived here yet</source>
            <translation>La lista de su organización aún no ha llegado aquí</translation>
        </message>
    </context>
    <context>
        <name>Encryption</name>
        <message>
            <source>%1 belongs to this room now, by the relay's word. If that is right, send again.</source>
            <translation>%1 pertenece ahora a esta sala, según el servidor. Si es correcto, envíelo de nuevo.</translation>
        </message>
        <message>
            <source>%1 cannot read along: has not signed in yet</source>
            <translation>%1 no puede leer: todavía no ha iniciado sesión</translation>
        </message>
        <message>
            <source>%1 has a new device that nobody has confirmed.</source>
            <translation>%1 tiene un dispositivo nuevo que nadie ha confirmado.</translation>
        </message>
        <message>
            <source>%1 has more devices than the eight that are written to. Ask %1 whether all of them are theirs.</source>
            <translation>%1 tiene más dispositivos que los ocho a los que se escribe. Pregunte a %1 si todos son suyos.</translation>
        </message>
        <message>
            <source>%1 has not signed in yet and could not read it.</source>
            <translation>%1 todavía no ha iniciado sesión y no podría leerlo.</translation>
        </message>
        <message>
            <source>%1 is new in this room</source>
            <translation>%1 es nuevo en esta sala</translation>
        </message>
        <message>
            <source>%1 was left out</source>
            <translation>Se ha excluido a %1</translation>
        </message>
        <message numerus="yes">
            <source>%Ln of your own devices cannot read along</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: what one writes here cannot be read on one's own phone, for instance</extracomment>
            <translation>
                <numerusform>%Ln de sus dispositivos no puede leerlo</numerusform>
                <numerusform>%Ln de sus dispositivos no pueden leerlo</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people are new in this room</source>
            <translation>
                <numerusform>%Ln persona es nueva en esta sala</numerusform>
                <numerusform>%Ln personas son nuevas en esta sala</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people cannot read along</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: how many people cannot read</extracomment>
            <translation>
                <numerusform>%Ln persona no puede leer</numerusform>
                <numerusform>%Ln personas no pueden leer</numerusform>
            </translation>
        </message>
        <message>
            <source>A device of %1 has another identity than before. Ask %1, or your IT department.</source>
            <translation>Un dispositivo de %1 tiene otra identidad que antes. Pregunte a %1 o a su departamento de informática.</translation>
        </message>
        <message>
            <source>A device of %1 has other keys than those that your organisation certified. Ask %1, or your IT department.</source>
            <translation>Un dispositivo de %1 tiene claves distintas de las que certificó su organización. Pregunte a %1 o al departamento de informática.</translation>
        </message>
        <message>
            <source>Announcements only</source>
            <translation>Solo anuncios</translation>
        </message>
        <message numerus="yes">
            <source>Besides, what you write is shown on %n devices that are not certified: %1.</source>
            <translation>
                <numerusform>Además, lo que escriba se muestra en %n dispositivo no certificado: %1.</numerusform>
                <numerusform>Además, lo que escriba se muestra en %n dispositivos no certificados: %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>Certified devices read along. Who has none reads on the devices they have.</source>
            <translation>Leen los dispositivos certificados. Quien no tiene ninguno lee en los que tiene.</translation>
        </message>
        <message>
            <source>Consult</source>
            <extracomment>a kind of room: colleagues are asked about a patient</extracomment>
            <translation>Interconsulta</translation>
        </message>
        <message>
            <source>Devices of %1</source>
            <translation>Dispositivos de %1</translation>
        </message>
        <message>
            <source>Devices that your organisation certified or you compared read along.</source>
            <translation>Leen los dispositivos que su organización certificó o que usted comparó.</translation>
        </message>
        <message>
            <source>Fetching keys: %1 of %2</source>
            <translation>Obteniendo claves: %1 de %2</translation>
        </message>
        <message>
            <source>In the profile of %1 it can be compared, or let in.</source>
            <translation>En el perfil de %1 se puede comparar o admitir.</translation>
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
            <source>Nothing can be sent because of a device of %1</source>
            <translation>No se puede enviar nada por un dispositivo de %1</translation>
        </message>
        <message numerus="yes">
            <source>Nothing can be sent because of the devices of %Ln people</source>
            <translation>
                <numerusform>No se puede enviar nada por los dispositivos de %Ln persona</numerusform>
                <numerusform>No se puede enviar nada por los dispositivos de %Ln personas</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing can be sent now</source>
            <translation>Ahora no se puede enviar nada</translation>
        </message>
        <message>
            <source>Nothing can be sent yet: who belongs to the room is not known</source>
            <translation>Aún no se puede enviar nada: no se sabe quién pertenece a la sala</translation>
        </message>
        <message>
            <source>Nothing can be sent yet: your organisation's list of devices is missing</source>
            <translation>Aún no se puede enviar nada: falta la lista de dispositivos de su organización</translation>
        </message>
        <message>
            <source>Nothing can be sent: your organisation's list of devices is old</source>
            <translation>No se puede enviar nada: la lista de dispositivos de su organización es antigua</translation>
        </message>
        <message>
            <source>Only devices read along that your organisation certified or you compared.</source>
            <translation>Solo leen los dispositivos que su organización certificó o que usted comparó.</translation>
        </message>
        <message>
            <source>Only the server says so far that this is a team room; a message of a colleague whose device is certified confirms it.</source>
            <translation>Por ahora solo el servidor dice que es una sala de equipo; lo confirma un mensaje de un compañero cuyo dispositivo está certificado.</translation>
        </message>
        <message>
            <source>Patient room</source>
            <translation>Sala de paciente</translation>
        </message>
        <message>
            <source>Send to %1's eight best known devices</source>
            <translation>Enviar a los ocho dispositivos más conocidos de %1</translation>
        </message>
        <message>
            <source>Send without %1</source>
            <translation>Enviar sin %1</translation>
        </message>
        <message numerus="yes">
            <source>Send without %Ln people</source>
            <translation>
                <numerusform>Enviar sin %Ln persona</numerusform>
                <numerusform>Enviar sin %Ln personas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Shown on %Ln devices that are not certified</source>
            <translation>
                <numerusform>Se muestra en %Ln dispositivo no certificado</numerusform>
                <numerusform>Se muestra en %Ln dispositivos no certificados</numerusform>
            </translation>
        </message>
        <message>
            <source>Shown on a device of %1 that is not certified</source>
            <extracomment>behind &quot;Encrypted end to end&quot;: a phone that the organisation did not certify</extracomment>
            <translation>Se muestra en un dispositivo no certificado de %1</translation>
        </message>
        <message>
            <source>Team room</source>
            <translation>Sala de equipo</translation>
        </message>
        <message>
            <source>The certificate of %1's device has run out.</source>
            <translation>El certificado del dispositivo de %1 ha caducado.</translation>
        </message>
        <message>
            <source>The devices of %1 are marked as not to be trusted.</source>
            <translation>Los dispositivos de %1 están marcados como no fiables.</translation>
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
            <source>There are %Ln more reasons.</source>
            <translation>
                <numerusform>Hay %Ln motivo más.</numerusform>
                <numerusform>Hay %Ln motivos más.</numerusform>
            </translation>
        </message>
        <message>
            <source>This room has too many members for encrypted messages.</source>
            <translation>Esta sala tiene demasiados miembros para mensajes cifrados.</translation>
        </message>
        <message>
            <source>This room is for announcements: it has more than 100 members, so that only its owners and moderators write in it.</source>
            <translation>Esta sala es para anuncios: tiene más de 100 miembros, así que solo escriben en ella sus propietarios y moderadores.</translation>
        </message>
        <message>
            <source>What a device of %1 sends cannot be read any more. Start again with it at the message that cannot be read.</source>
            <translation>Lo que envía un dispositivo de %1 ya no se puede leer. Empiece de nuevo con él en el mensaje que no se puede leer.</translation>
        </message>
        <message>
            <source>Your organisation has not certified the device of %1.</source>
            <translation>Su organización no ha certificado el dispositivo de %1.</translation>
        </message>
        <message>
            <source>Your organisation has taken back the device of %1: it may be lost or stolen.</source>
            <translation>Su organización ha retirado el dispositivo de %1: puede estar perdido o robado.</translation>
        </message>
        <message>
            <source>Your organisation's list of devices has not arrived here yet. Try again in a moment, or tell your IT department.</source>
            <translation>La lista de dispositivos de su organización aún no ha llegado aquí. Inténtelo de nuevo en un momento o avise al departamento de informática.</translation>
        </message>
        <message>
            <source>Your organisation's list of devices has not been renewed for too long. Tell your IT department.</source>
            <translation>La lista de dispositivos de su organización lleva demasiado tiempo sin renovarse. Avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>Your organisation's list of devices is old</source>
            <translation>La lista de dispositivos de su organización es antigua</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>An urgency is only sent encrypted, and this conversation is not. Send the text without it.</source>
            <translation>Una urgencia solo se envía cifrada, y esta conversación no lo está. Envíe el texto sin ella.</translation>
        </message>
        <message>
            <source>Cancelled. Nothing was changed.</source>
            <translation>Cancelado. No se cambió nada.</translation>
        </message>
        <message>
            <source>Files of this kind may not be sent. What counts is what is in the file, not its name.</source>
            <translation>Los archivos de este tipo no se pueden enviar. Cuenta lo que hay en el archivo, no su nombre.</translation>
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
            <translation>Para configurar un autenticador hace falta un código de alta sin usar. Pídalo a su departamento de informática.</translation>
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
            <translation>No coincide. Revise la cuenta, la contraseña y el código, y use el código que se ve ahora.</translation>
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
            <translation>El llavero de este equipo está bloqueado. Desbloquéelo e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>The messages kept on this computer are damaged. Sign out and in to fetch them again.</source>
            <translation>Los mensajes guardados en este equipo están dañados. Cierre la sesión y vuelva a entrar para traerlos de nuevo.</translation>
        </message>
        <message>
            <source>The messages kept on this computer are damaged. You can start without them.</source>
            <translation>Los mensajes guardados en este equipo están dañados. Puede empezar sin ellos.</translation>
        </message>
        <message>
            <source>The server also wants a code. Type the six digits from your authenticator.</source>
            <translation>El servidor pide además un código. Escriba los seis cifras de su autenticador.</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the network, then try again.</source>
            <translation>No se puede llegar al servidor. Revise la red e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>The server closed the connection. Try again in a minute.</source>
            <translation>El servidor cerró la conexión. Inténtelo de nuevo en un minuto.</translation>
        </message>
        <message>
            <source>The server could not prove who it is, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El servidor no pudo demostrar quién es, así que no se le envió nada. Avise a su departamento de informática antes de intentarlo de nuevo.</translation>
        </message>
        <message>
            <source>The server does not offer what a safe sign-in needs. Tell your IT department; nothing was sent to it.</source>
            <translation>El servidor no ofrece lo que necesita un inicio de sesión seguro. Avise a su departamento de informática; no se le envió nada.</translation>
        </message>
        <message>
            <source>The server offers no protected connection (TLS 1.2 or newer), so nothing was sent to it. Tell your IT department.</source>
            <translation>El servidor no ofrece una conexión protegida (TLS 1.2 o posterior), así que no se le envió nada. Avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The server shows another key than your organisation set, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El servidor muestra una clave distinta de la que fijó su organización, así que no se le envió nada. Avise a su departamento de informática antes de volver a intentarlo.</translation>
        </message>
        <message>
            <source>The server's certificate comes from somebody this computer does not trust, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El certificado del servidor lo emitió alguien en quien este equipo no confía, así que no se le envió nada. Avise a su departamento de informática antes de volver a intentarlo.</translation>
        </message>
        <message>
            <source>The server's certificate has expired or is not valid yet, so nothing was sent to it. Check date and time of this computer, then tell your IT department.</source>
            <translation>El certificado del servidor ha caducado o aún no es válido, así que no se le envió nada. Compruebe la fecha y la hora de este equipo y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The server's certificate is for another name, so nothing was sent to it. Check the server address, then tell your IT department.</source>
            <translation>El certificado del servidor es para otro nombre, así que no se le envió nada. Compruebe la dirección del servidor y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The server's certificate is revoked or faulty, so nothing was sent to it. Tell your IT department before you try again.</source>
            <translation>El certificado del servidor está revocado o es defectuoso, así que no se le envió nada. Avise a su departamento de informática antes de volver a intentarlo.</translation>
        </message>
        <message>
            <source>The server's name is not known on this network. Check the server address and the network.</source>
            <translation>El nombre del servidor no se conoce en esta red. Compruebe la dirección del servidor y la red.</translation>
        </message>
        <message>
            <source>This account is switched off. Ask your IT department.</source>
            <translation>Esta cuenta está desactivada. Consulte a su departamento de informática.</translation>
        </message>
        <message>
            <source>This computer has no keychain, so messages cannot be kept here safely. Ask your IT department to set one up.</source>
            <translation>Este equipo no tiene llavero, así que aquí no se pueden guardar mensajes con seguridad. Pida a su departamento de informática que lo configure.</translation>
        </message>
        <message>
            <source>This conversation no longer exists. Choose another one.</source>
            <translation>Esta conversación ya no existe. Elija otra.</translation>
        </message>
        <message>
            <source>This file could not be read. Choose another one.</source>
            <translation>No se pudo leer este archivo. Elija otro.</translation>
        </message>
        <message>
            <source>This file is larger than your organisation allows, or has too many pixels. Send a part of it or a smaller one.</source>
            <translation>Este archivo es mayor de lo que permite su organización o tiene demasiados píxeles. Envíe una parte o uno más pequeño.</translation>
        </message>
        <message>
            <source>This is not a server address. It begins with wss:// and comes from your IT department.</source>
            <translation>Esto no es una dirección de servidor. Empieza por wss:// y la da su departamento de informática.</translation>
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
            <source>This picture may say where it was taken, and that cannot be removed from its kind. Send it as PNG or JPEG.</source>
            <translation>Esta imagen puede indicar dónde se tomó, y eso no se puede quitar en este formato. Envíela como PNG o JPEG.</translation>
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
            <source>What answers at this address is not a server. Check the server address, then tell your IT department.</source>
            <translation>Lo que responde en esta dirección no es un servidor. Compruebe la dirección y avise a su departamento de informática.</translation>
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
        <name>History</name>
        <message>
            <source>%1 of 24 words</source>
            <translation>%1 de 24 palabras</translation>
        </message>
        <message numerus="yes">
            <source>%Ln of your devices asked. Go there and answer; they have to be unlocked.</source>
            <translation>
                <numerusform>Se ha preguntado a %Ln dispositivo suyo. Vaya allí y responda; tiene que estar desbloqueado.</numerusform>
                <numerusform>Se ha preguntado a %Ln dispositivos suyos. Vaya allí y responda; tienen que estar desbloqueados.</numerusform>
            </translation>
        </message>
        <message>
            <source>A newer backup was made or restored here before.</source>
            <translation>Ya se creó o restauró aquí una copia más reciente.</translation>
        </message>
        <message>
            <source>All 24 words are right.</source>
            <translation>Las 24 palabras son correctas.</translation>
        </message>
        <message>
            <source>Asking your other devices.</source>
            <translation>Se está preguntando a sus otros dispositivos.</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Cancelado.</translation>
        </message>
        <message numerus="yes">
            <source>Done: %Ln message(s).</source>
            <translation>
                <numerusform>Hecho: %Ln mensaje.</numerusform>
                <numerusform>Hecho: %Ln mensajes.</numerusform>
            </translation>
        </message>
        <message>
            <source>Fetching what you read on other workstations.</source>
            <translation>Se está trayendo lo que leyó en otros equipos.</translation>
        </message>
        <message>
            <source>Getting ready to look for messages from your other workstations.</source>
            <translation>Preparándose para buscar mensajes de sus otros equipos.</translation>
        </message>
        <message>
            <source>IT has not prepared this workstation for messages that follow you. Ask your other devices below.</source>
            <translation>Informática no ha preparado este equipo para los mensajes que le acompañan. Pregunte más abajo a sus otros dispositivos.</translation>
        </message>
        <message>
            <source>Kept last: %1.</source>
            <translation>Guardado por última vez: %1.</translation>
        </message>
        <message>
            <source>Messages are being sent to your other device: %1 %</source>
            <translation>Se están enviando mensajes a su otro dispositivo: %1 %</translation>
        </message>
        <message>
            <source>Messages are coming: %1 %</source>
            <translation>Están llegando mensajes: %1 %</translation>
        </message>
        <message>
            <source>Nobody answered at your other devices. They have to be unlocked.</source>
            <translation>Nadie respondió en sus otros dispositivos. Tienen que estar desbloqueados.</translation>
        </message>
        <message>
            <source>Nothing can be written there. Choose another folder.</source>
            <translation>Ahí no se puede escribir. Elija otra carpeta.</translation>
        </message>
        <message>
            <source>One of the words is another one, or two are exchanged. Compare them one by one.</source>
            <translation>Una de las palabras es otra, o hay dos intercambiadas. Compárelas una por una.</translation>
        </message>
        <message>
            <source>Something of this kind is under way already.</source>
            <translation>Ya hay algo así en marcha.</translation>
        </message>
        <message>
            <source>That did not work. Try again, or tell IT.</source>
            <translation>No ha funcionado. Inténtelo de nuevo o avise a Informática.</translation>
        </message>
        <message>
            <source>The file is gone.</source>
            <translation>El archivo ya no está.</translation>
        </message>
        <message numerus="yes">
            <source>The last %Ln hour(s) follow you to other workstations, encrypted.</source>
            <translation>
                <numerusform>La última %Ln hora le acompaña cifrada a otros equipos.</numerusform>
                <numerusform>Las últimas %Ln horas le acompañan cifradas a otros equipos.</numerusform>
            </translation>
        </message>
        <message>
            <source>The server is not reachable. Try again when you are connected.</source>
            <translation>No se puede llegar al servidor. Inténtelo de nuevo cuando tenga conexión.</translation>
        </message>
        <message>
            <source>There are more than 24 words.</source>
            <translation>Hay más de 24 palabras.</translation>
        </message>
        <message>
            <source>There is no space left there. Choose another place.</source>
            <translation>Ahí no queda espacio. Elija otro lugar.</translation>
        </message>
        <message>
            <source>These are not the 24 words of this backup. Compare them one by one.</source>
            <translation>Estas no son las 24 palabras de esta copia. Compárelas una por una.</translation>
        </message>
        <message>
            <source>This backup belongs to another account.</source>
            <translation>Esta copia pertenece a otra cuenta.</translation>
        </message>
        <message>
            <source>This backup was written by a newer version. Ask IT to update this computer.</source>
            <translation>Esta copia se creó con una versión más reciente. Pida a Informática que actualice este equipo.</translation>
        </message>
        <message>
            <source>This file is not a backup.</source>
            <translation>Este archivo no es una copia de seguridad.</translation>
        </message>
        <message>
            <source>This was altered or is not whole. Nothing was taken from it.</source>
            <translation>Está alterado o incompleto. No se ha tomado nada de ello.</translation>
        </message>
        <message>
            <source>What the server has of your other workstations was altered or is not whole. Nothing of that was taken. Tell IT.</source>
            <translation>Lo que el servidor tiene de sus otros equipos está alterado o incompleto. No se ha tomado nada de ello. Avise a Informática.</translation>
        </message>
        <message>
            <source>What your other workstations keep was kept under another password. It comes when one of them was used with the present one.</source>
            <translation>Lo que guardan sus otros equipos se guardó con otra contraseña. Llegará cuando haya usado uno de ellos con la actual.</translation>
        </message>
        <message>
            <source>Word %1 is not on the list. Look at it again.</source>
            <translation>La palabra %1 no está en la lista. Mírela otra vez.</translation>
        </message>
        <message>
            <source>You have no other device that could be asked.</source>
            <translation>No tiene otro dispositivo al que preguntar.</translation>
        </message>
        <message>
            <source>Your organisation does not allow that.</source>
            <translation>Su organización no lo permite.</translation>
        </message>
        <message>
            <source>Your organisation does not keep messages for other workstations any more. What this one kept is being taken away from the server.</source>
            <translation>Su organización ya no guarda mensajes para otros equipos. Lo que guardó este se está retirando del servidor.</translation>
        </message>
        <message>
            <source>Your organisation does not keep messages for other workstations.</source>
            <translation>Su organización no guarda mensajes para otros equipos.</translation>
        </message>
        <message>
            <source>Your other device said no.</source>
            <translation>En su otro dispositivo se respondió que no.</translation>
        </message>
    </context>
    <context>
        <name>Keys</name>
        <message>
            <source>All keys</source>
            <translation>Todos los atajos</translation>
        </message>
        <message>
            <source>Attach a file or picture</source>
            <translation>Adjuntar un archivo o una imagen</translation>
        </message>
        <message>
            <source>Back to where you were</source>
            <translation>Volver adonde estaba</translation>
        </message>
        <message>
            <source>Close what is open, back to writing</source>
            <translation>Cerrar lo abierto y volver al campo de mensaje</translation>
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
            <translation>Buscar en todas las conversaciones</translation>
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
            <source>How urgent a message is</source>
            <translation>Urgencia de un mensaje</translation>
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
            <source>Message above; where nothing is written yet: correct your last message</source>
            <translation>Mensaje de arriba; donde aún no se ha escrito nada: corregir su último mensaje</translation>
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
            <source>Picture: whole, or in its own size</source>
            <translation>Imagen: entera o a su tamaño</translation>
        </message>
        <message>
            <source>Previous part of the window</source>
            <translation>Parte anterior de la ventana</translation>
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
            <translation>Miembros de la conversación</translation>
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
            <source>%1 (%Ln new)</source>
            <comment>beginning of the newest message</comment>
            <translation>
                <numerusform>%1 (%Ln nuevo)</numerusform>
                <numerusform>%1 (%Ln nuevos)</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <comment>sender, room</comment>
            <translation>%1 en %2</translation>
        </message>
        <message numerus="yes">
            <source>%Ln new message(s)</source>
            <translation>
                <numerusform>%Ln mensaje nuevo</numerusform>
                <numerusform>%Ln mensajes nuevos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them urgent</source>
            <translation>
                <numerusform>%Ln de ellos urgente</numerusform>
                <numerusform>%Ln de ellos urgentes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %Ln conversation(s)</source>
            <translation>
                <numerusform>En %Ln conversación</numerusform>
                <numerusform>En %Ln conversaciones</numerusform>
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
        <name>OpenItemsSheet</name>
        <message numerus="yes">
            <source>%Ln not read, the latest from %1</source>
            <translation>
                <numerusform>%Ln sin leer, de las %1</numerusform>
                <numerusform>%Ln sin leer, el último de las %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %Ln more, which have no room here</source>
            <translation>
                <numerusform>y %Ln más que no cabe aquí</numerusform>
                <numerusform>y %Ln más que no caben aquí</numerusform>
            </translation>
        </message>
        <message>
            <source>As of %1. It shows no more than policy allows. Destroy this page when it is done with.</source>
            <translation>Estado: %1. No muestra más de lo que permiten las normas. Destruya esta hoja cuando ya no haga falta.</translation>
        </message>
        <message>
            <source>Begun and not sent</source>
            <translation>Empezado y no enviado</translation>
        </message>
        <message>
            <source>Not sent, written %1</source>
            <translation>Sin enviar, escrito %1</translation>
        </message>
        <message>
            <source>Nothing is open.</source>
            <translation>No hay nada pendiente.</translation>
        </message>
        <message>
            <source>Open items</source>
            <translation>Asuntos pendientes</translation>
        </message>
    </context>
    <context>
        <name>Policy</name>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln día</numerusform>
                <numerusform>%Ln días</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them</source>
            <translation>
                <numerusform>%Ln</numerusform>
                <numerusform>%Ln</numerusform>
            </translation>
        </message>
        <message>
            <source>a consult</source>
            <translation>una interconsulta</translation>
        </message>
        <message>
            <source>A new room is for</source>
            <translation>Una sala nueva es para</translation>
        </message>
        <message>
            <source>A new workstation may ask one's other devices for messages</source>
            <translation>Un equipo nuevo puede pedir mensajes a los otros dispositivos de la persona</translation>
        </message>
        <message>
            <source>a patient</source>
            <translation>un paciente</translation>
        </message>
        <message>
            <source>A printed list of open items says at most</source>
            <translation>Lo máximo que dice una lista impresa de pendientes</translation>
        </message>
        <message>
            <source>a team</source>
            <translation>un equipo</translation>
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
            <source>Asks a silent server after</source>
            <translation>Pregunta a un servidor callado tras</translation>
        </message>
        <message>
            <source>Asks for the password instead of the PIN after</source>
            <translation>Pide la contraseña en lugar del PIN tras</translation>
        </message>
        <message>
            <source>Authorities trusted for the server</source>
            <translation>Autoridades en que se confía para el servidor</translation>
        </message>
        <message>
            <source>believed</source>
            <translation>que se dan por buenos</translation>
        </message>
        <message>
            <source>by the server</source>
            <translation>por el servidor</translation>
        </message>
        <message>
            <source>by the server, behind the password</source>
            <translation>por el servidor, tras la contraseña</translation>
        </message>
        <message>
            <source>certified or compared</source>
            <translation>certificados o comparados</translation>
        </message>
        <message>
            <source>certified or compared in rooms of patients, those first elsewhere</source>
            <translation>certificados o comparados en salas de pacientes; estos primero en las demás</translation>
        </message>
        <message>
            <source>certified or compared in rooms, those first elsewhere</source>
            <translation>certificados o comparados en las salas; esos primero en lo demás</translation>
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
            <source>Domain of the server</source>
            <translation>Dominio del servidor</translation>
        </message>
        <message>
            <source>Each workstation keeps on the server at most (MiB)</source>
            <translation>Cada equipo guarda en el servidor como máximo (MiB)</translation>
        </message>
        <message>
            <source>Encrypted backups may be written</source>
            <translation>Se pueden crear copias de seguridad cifradas</translation>
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
            <source>Files may be saved outside of Wardline</source>
            <translation>Los archivos se pueden guardar fuera de Wardline</translation>
        </message>
        <message>
            <source>Files may be sent and fetched</source>
            <translation>Se pueden enviar y descargar archivos</translation>
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
            <source>how many, since when</source>
            <translation>cuántos y desde cuándo</translation>
        </message>
        <message>
            <source>How the code is checked</source>
            <translation>Cómo se comprueba el código</translation>
        </message>
        <message>
            <source>in the keychain</source>
            <translation>en el llavero</translation>
        </message>
        <message>
            <source>Keys that the server must show</source>
            <translation>Claves que debe mostrar el servidor</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Largest file (megabytes)</source>
            <translation>Tamaño máximo de archivo (megabytes)</translation>
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
            <source>Locks when unused for</source>
            <translation>Bloqueo tras inactividad de</translation>
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
            <source>Messages that follow reach back</source>
            <translation>Los mensajes que acompañan a la persona abarcan</translation>
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
            <source>nothing: it is not printed</source>
            <translation>nada: no se imprime</translation>
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
            <source>Other places where files may lie</source>
            <translation>Otros lugares donde puede haber archivos</translation>
        </message>
        <message>
            <source>Others may see that one writes</source>
            <translation>Otros pueden ver que se está escribiendo</translation>
        </message>
        <message>
            <source>Password may go to the server itself</source>
            <translation>La contraseña puede llegar al propio servidor</translation>
        </message>
        <message>
            <source>Pictures are fetched by themselves up to (megabytes)</source>
            <translation>Las imágenes se descargan solas hasta (megabytes)</translation>
        </message>
        <message>
            <source>Quiet hours may be set</source>
            <translation>Se pueden fijar horas de silencio</translation>
        </message>
        <message>
            <source>Receipts in rooms of at most so many</source>
            <translation>Confirmaciones en salas de hasta tantas personas</translation>
        </message>
        <message>
            <source>Received messages in the audit log</source>
            <translation>Mensajes recibidos en el registro de auditoría</translation>
        </message>
        <message>
            <source>Roles that may vouch for a new device</source>
            <translation>Roles que pueden responder por un dispositivo nuevo</translation>
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
            <source>Server</source>
            <translation>Servidor</translation>
        </message>
        <message>
            <source>Set by your organisation: %1</source>
            <translation>Fijado por su organización: %1</translation>
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
            <source>That one writes is told in rooms of at most so many</source>
            <translation>Se avisa de que se escribe en salas de hasta tantas personas</translation>
        </message>
        <message>
            <source>the beginning of the text</source>
            <translation>el principio del texto</translation>
        </message>
        <message>
            <source>the beginning of the texts</source>
            <translation>el comienzo de los textos</translation>
        </message>
        <message>
            <source>The last messages follow to other workstations</source>
            <translation>Los últimos mensajes acompañan a la persona a otros equipos</translation>
        </message>
        <message>
            <source>The organisation's secret for messages that follow</source>
            <translation>Secreto de la organización para los mensajes que acompañan a la persona</translation>
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
            <source>Types of files</source>
            <translation>Tipos de archivo</translation>
        </message>
        <message>
            <source>Unencrypted messages to those who cannot read others</source>
            <translation>Mensajes sin cifrar a quienes no pueden leer otros</translation>
        </message>
        <message>
            <source>Warns before locking</source>
            <translation>Aviso previo al bloqueo</translation>
        </message>
        <message>
            <source>what its maker says</source>
            <translation>lo que diga quien la crea</translation>
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
            <source>Where the server may send people</source>
            <translation>Adónde puede enviar el servidor</translation>
        </message>
        <message>
            <source>which conversations</source>
            <translation>qué conversaciones</translation>
        </message>
        <message>
            <source>Who uses this computer</source>
            <translation>Quién usa este equipo</translation>
        </message>
        <message>
            <source>Works without the server at most</source>
            <translation>Funciona sin el servidor como máximo</translation>
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
            <source>Here</source>
            <translation>Aquí</translation>
        </message>
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
            <source>Not here</source>
            <translation>No está</translation>
        </message>
        <message>
            <source>Not in the room now</source>
            <translation>No está ahora en la sala</translation>
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
            <translation>Medicina</translation>
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
        <message numerus="yes">
            <source>%Ln cannot read it.</source>
            <translation>
                <numerusform>%Ln no puede leerlo.</numerusform>
                <numerusform>%Ln no pueden leerlo.</numerusform>
            </translation>
        </message>
        <message>
            <source>another user took over</source>
            <translation>entró otro usuario</translation>
        </message>
        <message>
            <source>Arrived</source>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>Arrived %1 of %2</source>
            <translation>Entregado a %1 de %2</translation>
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
            <source>Held: the members of the room have changed</source>
            <translation>Retenido: los miembros de la sala han cambiado</translation>
        </message>
        <message>
            <source>Held: who belongs to the room has changed since it was written. Look, then send it again.</source>
            <translation>Retenido: quien pertenece a la sala ha cambiado desde que se escribió. Mire y vuelva a enviarlo.</translation>
        </message>
        <message>
            <source>idle</source>
            <translation>inactividad</translation>
        </message>
        <message>
            <source>It could not be sent</source>
            <translation>No se pudo enviar</translation>
        </message>
        <message>
            <source>It is larger than the server takes.</source>
            <translation>Es mayor de lo que acepta el servidor.</translation>
        </message>
        <message>
            <source>Larger than the server takes</source>
            <translation>Más grande de lo que admite el servidor</translation>
        </message>
        <message>
            <source>Lost by the server</source>
            <translation>Perdido por el servidor</translation>
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
            <source>No connection since %1: the server wants a new code</source>
            <translation>Sin conexión desde %1: el servidor pide un código nuevo</translation>
        </message>
        <message>
            <source>Not encrypted end to end</source>
            <translation>Sin cifrado de extremo a extremo</translation>
        </message>
        <message>
            <source>On a device of %1 of %2.</source>
            <translation>Entregado a %1 de %2 personas.</translation>
        </message>
        <message numerus="yes">
            <source>On a device of %Ln.</source>
            <translation>
                <numerusform>Entregado a %Ln persona.</numerusform>
                <numerusform>Entregado a %Ln personas.</numerusform>
            </translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>Abierto</translation>
        </message>
        <message>
            <source>Opened %1 of %2</source>
            <translation>Abierto %1 de %2</translation>
        </message>
        <message numerus="yes">
            <source>Opened by %Ln.</source>
            <translation>
                <numerusform>Abierto por %Ln persona.</numerusform>
                <numerusform>Abierto por %Ln personas.</numerusform>
            </translation>
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
            <source>the remote desktop was disconnected</source>
            <translation>se desconectó el escritorio remoto</translation>
        </message>
        <message>
            <source>The room or the server refused it</source>
            <translation>La sala o el servidor lo rechazó</translation>
        </message>
        <message>
            <source>The room or the server refused it. You can send it again.</source>
            <translation>La sala o el servidor lo rechazó. Puede enviarlo de nuevo.</translation>
        </message>
        <message>
            <source>The server cannot be reached from here.</source>
            <translation>Desde aquí no se llega al servidor.</translation>
        </message>
        <message>
            <source>The server could not prove who it is. Tell your IT department.</source>
            <translation>El servidor no pudo demostrar quién es. Avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>El servidor no responde.</translation>
        </message>
        <message>
            <source>The server ended the connection; it may be restarting.</source>
            <translation>El servidor cerró la conexión; quizá se esté reiniciando.</translation>
        </message>
        <message>
            <source>The server ended the session by its rules. If it happens again, tell your IT department.</source>
            <translation>El servidor cerró la sesión por sus reglas. Si vuelve a ocurrir, avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>The server had it and has lost it: it was set back to an older copy. Send it again.</source>
            <translation>El servidor lo tenía y lo ha perdido: se restauró una copia anterior. Envíelo de nuevo.</translation>
        </message>
        <message>
            <source>The server is busy and asks to wait.</source>
            <translation>El servidor está ocupado y pide esperar.</translation>
        </message>
        <message>
            <source>The server refused the connection.</source>
            <translation>El servidor rechazó la conexión.</translation>
        </message>
        <message>
            <source>The server sends us elsewhere, and policy does not allow it. Tell IT.</source>
            <translation>El servidor nos envía a otro sitio y las normas de su organización no lo permiten. Avise a informática.</translation>
        </message>
        <message>
            <source>The server sends us to %1, and policy does not allow it. Tell IT.</source>
            <translation>El servidor nos envía a %1 y las normas de su organización no lo permiten. Avise a informática.</translation>
        </message>
        <message>
            <source>The server was set back to an older copy</source>
            <translation>El servidor volvió a una copia anterior</translation>
        </message>
        <message>
            <source>This computer's clock is %1 ahead of the server's</source>
            <translation>El reloj de este equipo va %1 por delante del servidor</translation>
        </message>
        <message>
            <source>This computer's clock is %1 behind the server's</source>
            <translation>El reloj de este equipo va %1 por detrás del servidor</translation>
        </message>
        <message>
            <source>This room was closed, or you are no longer a member. What was said stays readable.</source>
            <translation>Esta sala se cerró o usted ya no es miembro. Lo dicho sigue a la vista.</translation>
        </message>
        <message>
            <source>This sign-in was replaced by another one. If that was not you, tell your IT department.</source>
            <translation>Otro inicio de sesión sustituyó a este. Si no fue usted, avise a su departamento de informática.</translation>
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
            <source>You are an observer in this room: you can read here but not write.</source>
            <translation>En esta sala solo puede leer, no escribir.</translation>
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
            <source>%1 %</source>
            <extracomment>how much of a file has been sent or fetched</extracomment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>%1 took this message back, %2</source>
            <translation>%1 retiró este mensaje, %2</translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages are encrypted in a way that this program cannot read. Ask for them to be sent again.</source>
            <translation>
                <numerusform>%Ln mensaje está cifrado de un modo que este programa no puede leer. Pida que lo envíen de nuevo.</numerusform>
                <numerusform>%Ln mensajes están cifrados de un modo que este programa no puede leer. Pida que los envíen de nuevo.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came a second time, or from a device that was set back. Nothing of them was taken.</source>
            <translation>
                <numerusform>%Ln mensaje llegó por segunda vez, o de un dispositivo restaurado a un estado anterior. No se tomó nada de él.</numerusform>
                <numerusform>%Ln mensajes llegaron por segunda vez, o de un dispositivo restaurado a un estado anterior. No se tomó nada de ellos.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device that is not trusted. Their text is not shown.</source>
            <translation>
                <numerusform>%Ln mensaje llegó de un dispositivo que no es de confianza. Su texto no se muestra.</numerusform>
                <numerusform>%Ln mensajes llegaron de un dispositivo que no es de confianza. Su texto no se muestra.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device that nobody approved, when too much of it waited already. Ask for them to be sent again from an approved device.</source>
            <translation>
                <numerusform>%Ln mensaje llegó de un dispositivo que nadie aprobó, cuando ya esperaba demasiado de él. Pida que se envíe de nuevo desde un dispositivo aprobado.</numerusform>
                <numerusform>%Ln mensajes llegaron de un dispositivo que nadie aprobó, cuando ya esperaba demasiado de él. Pida que se envíen de nuevo desde un dispositivo aprobado.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device that nobody approved. Their text is held back: ask the sender in person whether it is theirs.</source>
            <translation>
                <numerusform>%Ln mensaje llegó desde un dispositivo que nadie ha certificado. Su texto queda retenido: pregunte en persona al remitente si es suyo.</numerusform>
                <numerusform>%Ln mensajes llegaron desde un dispositivo que nadie ha certificado. Su texto queda retenido: pregunte en persona al remitente si son suyos.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages came from a device whose identity has changed. Their text is not shown; tell your IT department.</source>
            <translation>
                <numerusform>%Ln mensaje llegó de un dispositivo cuya identidad ha cambiado. Su texto no se muestra; avise al departamento de informática.</numerusform>
                <numerusform>%Ln mensajes llegaron de un dispositivo cuya identidad ha cambiado. Su texto no se muestra; avise al departamento de informática.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages cannot be read: they fit no keys agreed with the sender. Ask for them to be sent again.</source>
            <translation>
                <numerusform>%Ln mensaje no se puede leer: no corresponde a ninguna clave acordada con el remitente. Pida que se envíe de nuevo.</numerusform>
                <numerusform>%Ln mensajes no se pueden leer: no corresponden a ninguna clave acordada con el remitente. Pida que se envíen de nuevo.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages cannot be read: this room does not say who sent them.</source>
            <translation>
                <numerusform>%Ln mensaje no se puede leer: esta sala no dice quién lo envió.</numerusform>
                <numerusform>%Ln mensajes no se pueden leer: esta sala no dice quién los envió.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages wait for older ones that are needed to read them …</source>
            <translation>
                <numerusform>%Ln mensaje espera a otros anteriores que se necesitan para leerlo …</numerusform>
                <numerusform>%Ln mensajes esperan a otros anteriores que se necesitan para leerlos …</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were damaged, or not from where they claim to be. Their text is not shown.</source>
            <translation>
                <numerusform>%Ln mensaje estaba dañado o no viene de donde dice. Su texto no se muestra.</numerusform>
                <numerusform>%Ln mensajes estaban dañados o no vienen de donde dicen. Su texto no se muestra.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were not encrypted for this device. Ask the sender to write them again.</source>
            <translation>
                <numerusform>%Ln mensaje no se cifró para este dispositivo. Pida al remitente que lo escriba de nuevo.</numerusform>
                <numerusform>%Ln mensajes no se cifraron para este dispositivo. Pida al remitente que los escriba de nuevo.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were not encrypted. Your organisation takes only encrypted messages here, so their text was not kept.</source>
            <translation>
                <numerusform>%Ln mensaje no estaba cifrado. Su organización solo acepta aquí mensajes cifrados, así que no se guardó su texto.</numerusform>
                <numerusform>%Ln mensajes no estaban cifrados. Su organización solo acepta aquí mensajes cifrados, así que no se guardó su texto.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln messages were sent before this device was added</source>
            <translation>
                <numerusform>%Ln mensaje se envió antes de que se añadiera este dispositivo</numerusform>
                <numerusform>%Ln mensajes se enviaron antes de que se añadiera este dispositivo</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln others</source>
            <translation>
                <numerusform>%Ln más</numerusform>
                <numerusform>%Ln más</numerusform>
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
            <source>being sent …</source>
            <translation>enviándose …</translation>
        </message>
        <message>
            <source>Came a second time, or from a device that was set back. Nothing of it was taken. If something is missing, ask for it to be sent again.</source>
            <translation>Llegó por segunda vez, o de un dispositivo restaurado a un estado anterior. No se tomó nada de él. Si falta algo, pida que lo envíen de nuevo.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Cannot be read: it fits no keys agreed with the sender. Ask for it to be sent again.</source>
            <translation>No se puede leer: no corresponde a ninguna clave acordada con el remitente. Pida que se envíe de nuevo.</translation>
        </message>
        <message>
            <source>Cannot be read: this room does not say who sent it. Ask in person, and tell your IT department.</source>
            <translation>No se puede leer: esta sala no dice quién lo envió. Pregunte en persona y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>could not be fetched</source>
            <translation>no se pudo recuperar</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>dañado</translation>
        </message>
        <message>
            <source>Damaged, or not from where it claims to be. Its text is not shown. Ask the sender in person, and tell your IT department.</source>
            <translation>Dañado, o no procede de donde dice. Su texto no se muestra. Pregunte en persona al remitente y avise a su departamento de informática.</translation>
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
            <source>from %1 to %2</source>
            <translation>de %1 a %2</translation>
        </message>
        <message>
            <source>From a device that is not trusted. Its text is not shown. Ask the sender in person, and tell your IT department.</source>
            <translation>Desde un dispositivo que no es de confianza. Su texto no se muestra. Pregunte en persona al remitente y avise a su departamento de informática.</translation>
        </message>
        <message>
            <source>From a device that nobody approved, and too much of it waited already: its text was not kept. Ask the sender to send it again from an approved device.</source>
            <translation>De un dispositivo que nadie aprobó, cuando ya esperaba demasiado de él: su texto no se guardó. Pida al remitente que lo envíe de nuevo desde un dispositivo aprobado.</translation>
        </message>
        <message>
            <source>From a device that nobody approved, where only approved devices count. Its text is held back: ask the sender in person whether it is theirs.</source>
            <translation>Desde un dispositivo que nadie ha certificado, donde solo cuentan los certificados. Su texto queda retenido: pregunte en persona al remitente si es suyo.</translation>
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
            <extracomment>the line above the first message that was not read yet</extracomment>
            <translation>Nuevos</translation>
        </message>
        <message>
            <source>no longer on this computer</source>
            <translation>ya no está en este equipo</translation>
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
            <source>not fetched: it is not encrypted</source>
            <translation>no se descarga: no está cifrado</translation>
        </message>
        <message>
            <source>not fetched: it lies outside of your organisation</source>
            <translation>no se descarga: está fuera de su organización</translation>
        </message>
        <message>
            <source>not from an approved device</source>
            <translation>desde un dispositivo no certificado</translation>
        </message>
        <message>
            <source>not sent</source>
            <translation>no enviado</translation>
        </message>
        <message>
            <source>not sent: somebody here could not read it</source>
            <translation>no enviado: alguien de aquí no podría leerlo</translation>
        </message>
        <message>
            <source>not shown: altered on the way, or incomplete</source>
            <translation>no se muestra: alterado por el camino o incompleto</translation>
        </message>
        <message>
            <source>not shown: its content is not of the type that it claims</source>
            <translation>no se muestra: su contenido no es del tipo que dice ser</translation>
        </message>
        <message>
            <source>Not shown: its content is not what its sender says (%1)</source>
            <translation>No se muestra: su contenido no es lo que dice quien lo envió (%1)</translation>
        </message>
        <message>
            <source>not shown: not what its message says</source>
            <translation>no se muestra: no es lo que dice su mensaje</translation>
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
            <source>not shown: this type is not allowed</source>
            <translation>no se muestra: tipo no permitido</translation>
        </message>
        <message>
            <source>not shown: too many pixels</source>
            <translation>no se muestra: demasiados píxeles</translation>
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
            <source>Send again</source>
            <translation>Enviar de nuevo</translation>
        </message>
        <message>
            <source>Sent before this device was added, so it cannot be read here.</source>
            <translation>Enviado antes de añadir este dispositivo; aquí no se puede leer.</translation>
        </message>
        <message>
            <source>Show as one line</source>
            <translation>Mostrar en una línea</translation>
        </message>
        <message>
            <source>Show each</source>
            <translation>Mostrar cada uno</translation>
        </message>
        <message>
            <source>Show it</source>
            <extracomment>below a message from a device that nobody approved: its text is held back</extracomment>
            <translation>Mostrarlo</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Mostrar más</translation>
        </message>
        <message>
            <source>Start again with this device</source>
            <translation>Renovar las claves con este dispositivo</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>el disco está lleno</translation>
        </message>
        <message>
            <source>the server does not permit it</source>
            <translation>el servidor no lo permite</translation>
        </message>
        <message>
            <source>the server has it no longer</source>
            <translation>el servidor ya no lo tiene</translation>
        </message>
        <message>
            <source>the server takes no files</source>
            <translation>el servidor no acepta archivos</translation>
        </message>
        <message>
            <source>the server's files cannot be reached</source>
            <translation>no se puede llegar a los archivos del servidor</translation>
        </message>
        <message>
            <source>This message was taken back</source>
            <translation>Este mensaje fue retirado</translation>
        </message>
        <message>
            <source>too large</source>
            <translation>demasiado grande</translation>
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
            <source>Was not encrypted. Your organisation takes only encrypted messages here, so its text was not kept. Ask for it to be sent encrypted.</source>
            <translation>No estaba cifrado. Su organización solo acepta aquí mensajes cifrados, así que no se guardó su texto. Pida que lo envíen cifrado.</translation>
        </message>
        <message numerus="yes">
            <source>written %Ln days before it came here</source>
            <extracomment>behind a message that the relay kept back: it stands among those of today</extracomment>
            <translation>
                <numerusform>escrito %Ln día antes de llegar aquí</numerusform>
                <numerusform>escrito %Ln días antes de llegar aquí</numerusform>
            </translation>
        </message>
        <message>
            <source>written earlier, %1</source>
            <extracomment>behind a message that came late; %1 is a time or a day with its time</extracomment>
            <translation>escrito antes, %1</translation>
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
        <name>Urgency</name>
        <message>
            <source>For information</source>
            <translation>Para información</translation>
        </message>
        <message>
            <source>Please talk</source>
            <translation>Hablemos, por favor</translation>
        </message>
        <message>
            <source>STAT</source>
            <extracomment>the highest urgency; the same word in all languages of a house</extracomment>
            <translation>STAT</translation>
        </message>
        <message>
            <source>Within 15 min</source>
            <translation>En 15 min</translation>
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
            <translation>Autoridades de certificación para el servidor.</translation>
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
            <translation>Copiar para soporte</translation>
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
            <translation>Normas</translation>
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
        <name>wardline::ui::BackupPanel</name>
        <message numerus="yes">
            <source>%Ln message(s) are in the backup.</source>
            <translation>
                <numerusform>Hay %Ln mensaje en la copia.</numerusform>
                <numerusform>Hay %Ln mensajes en la copia.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s) came back from the backup of %1.</source>
            <translation>
                <numerusform>Ha vuelto %Ln mensaje de la copia de %1.</numerusform>
                <numerusform>Han vuelto %Ln mensajes de la copia de %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Todos los archivos (*)</translation>
        </message>
        <message>
            <source>Backups (*.%1)</source>
            <translation>Copias de seguridad (*.%1)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Choose the backup</source>
            <translation>Elija la copia de seguridad</translation>
        </message>
        <message>
            <source>I have written them down</source>
            <translation>Las he anotado</translation>
        </message>
        <message>
            <source>messages</source>
            <translation>mensajes</translation>
        </message>
        <message>
            <source>Messages are coming back.</source>
            <translation>Los mensajes están volviendo.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurar</translation>
        </message>
        <message>
            <source>Restore a backup …</source>
            <translation>Restaurar una copia …</translation>
        </message>
        <message>
            <source>Restore it all the same</source>
            <translation>Restaurarla de todos modos</translation>
        </message>
        <message>
            <source>The 24 words</source>
            <translation>Las 24 palabras</translation>
        </message>
        <message>
            <source>The backup is being checked.</source>
            <translation>Se está comprobando la copia.</translation>
        </message>
        <message>
            <source>The backup is being written.</source>
            <translation>Se está escribiendo la copia.</translation>
        </message>
        <message>
            <source>Type the 24 words of this backup. Case and the blanks between them do not matter, four letters of each are enough. F8, held, shows them.</source>
            <translation>Escriba las 24 palabras de esta copia. No importan las mayúsculas ni los espacios entre ellas; bastan cuatro letras de cada una. F8, pulsada, las muestra.</translation>
        </message>
        <message>
            <source>Word %1</source>
            <translation>Palabra %1</translation>
        </message>
        <message>
            <source>Write a backup …</source>
            <translation>Crear una copia …</translation>
        </message>
        <message>
            <source>Write the backup to</source>
            <translation>Guardar la copia en</translation>
        </message>
        <message>
            <source>Write these 24 words on paper, in this order, and keep them away from the backup. They are shown only now. Without them nobody opens the backup, IT neither.</source>
            <translation>Anote estas 24 palabras en papel, en este orden, y guárdelas lejos de la copia. Solo se muestran ahora. Sin ellas nadie abre la copia, tampoco Informática.</translation>
        </message>
        <message>
            <source>Your organisation does not allow that.</source>
            <translation>Su organización no lo permite.</translation>
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
            <source>%1, %Ln conversation(s)</source>
            <extracomment>filter, how many it would show</extracomment>
            <translation>
                <numerusform>%1, %Ln conversación</numerusform>
                <numerusform>%1, %Ln conversaciones</numerusform>
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
            <source>A file or picture cannot be added to a message that was sent.</source>
            <translation>No se puede añadir un archivo ni una imagen a un mensaje ya enviado.</translation>
        </message>
        <message>
            <source>A message cannot be empty. To remove it, take it back from its menu.</source>
            <translation>Un mensaje no puede quedar vacío. Para quitarlo, retírelo desde su menú.</translation>
        </message>
        <message>
            <source>A message that was sent keeps its urgency. Write a new one to ask again.</source>
            <translation>Un mensaje enviado conserva su urgencia. Escriba otro para volver a pedirlo.</translation>
        </message>
        <message>
            <source>A message to another conversation was not sent. It is kept there as a draft.</source>
            <translation>Un mensaje a otra conversación no se envió. Queda allí como borrador.</translation>
        </message>
        <message>
            <source>Adding to your own message</source>
            <translation>Añade algo a su propio mensaje</translation>
        </message>
        <message>
            <source>An urgency is only sent encrypted, and this conversation is not.</source>
            <translation>Una urgencia solo se envía cifrada, y esta conversación no lo está.</translation>
        </message>
        <message>
            <source>Answering %1</source>
            <translation>Respuesta a %1</translation>
        </message>
        <message>
            <source>Attach a file or picture</source>
            <translation>Adjuntar un archivo o una imagen</translation>
        </message>
        <message>
            <source>Do not answer this message</source>
            <translation>No responder a este mensaje</translation>
        </message>
        <message>
            <source>Editing your message of %1</source>
            <translation>Corrección de su mensaje: %1</translation>
        </message>
        <message>
            <source>Enter again sends it.</source>
            <extracomment>behind &quot;Rings 14 people.&quot;</extracomment>
            <translation>Intro otra vez lo envía.</translation>
        </message>
        <message>
            <source>Files and pictures cannot be sent in this conversation. Remove it to send the text.</source>
            <translation>En esta conversación no se pueden enviar archivos ni imágenes. Quítelo para enviar el texto.</translation>
        </message>
        <message>
            <source>Keep the message as it was</source>
            <translation>Dejar el mensaje como estaba</translation>
        </message>
        <message>
            <source>Not urgent</source>
            <translation>No urgente</translation>
        </message>
        <message>
            <source>Rings %1.</source>
            <translation>Suena para %1.</translation>
        </message>
        <message numerus="yes">
            <source>Rings %Ln people.</source>
            <translation>
                <numerusform>Suena para %Ln persona.</numerusform>
                <numerusform>Suena para %Ln personas.</numerusform>
            </translation>
        </message>
        <message>
            <source>Rings everybody in this conversation.</source>
            <translation>Suena para todos en esta conversación.</translation>
        </message>
        <message>
            <source>Send as STAT</source>
            <translation>Enviar como STAT</translation>
        </message>
        <message numerus="yes">
            <source>The last %Ln characters were not pasted. A message may have %1 at most: send it in parts.</source>
            <extracomment>%1: a number</extracomment>
            <translation>
                <numerusform>El último carácter (%Ln) no se pegó. Un mensaje admite %1 como máximo: envíelo en partes.</numerusform>
                <numerusform>Los últimos %Ln caracteres no se pegaron. Un mensaje admite %1 como máximo: envíelo en partes.</numerusform>
            </translation>
        </message>
        <message>
            <source>The message you were answering was taken back. Your text is still here.</source>
            <translation>El mensaje al que respondía fue retirado. Su texto sigue aquí.</translation>
        </message>
        <message>
            <source>The word was not added: your list of own words is full.</source>
            <translation>La palabra no se añadió: su lista de palabras propias está llena.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ComposerView</name>
        <message numerus="yes">
            <source>%Ln character(s) left</source>
            <translation>
                <numerusform>queda %Ln carácter</numerusform>
                <numerusform>quedan %Ln caracteres</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln character(s) too long</source>
            <translation>
                <numerusform>%Ln carácter de más</numerusform>
                <numerusform>%Ln caracteres de más</numerusform>
            </translation>
        </message>
        <message>
            <source>Attach a file or picture</source>
            <translation>Adjuntar un archivo o una imagen</translation>
        </message>
        <message>
            <source>Change your message</source>
            <translation>Modifique su mensaje</translation>
        </message>
        <message>
            <source>How urgent it is (%1)</source>
            <extracomment>how urgent the message is; %1: keys</extracomment>
            <translation>Urgencia (%1)</translation>
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
        <name>wardline::ui::ConfirmPopover</name>
        <message>
            <source>“%1”</source>
            <translation>«%1»</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::ConversationDelegate</name>
        <message>
            <source>%1 %2</source>
            <extracomment>how many; &quot;STAT&quot; or &quot;Talk&quot;</extracomment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>999+</source>
            <translation>999+</translation>
        </message>
        <message>
            <source>Talk</source>
            <extracomment>beside a conversation in which somebody asks &quot;Please talk&quot;: one short word</extracomment>
            <translation>Hablar</translation>
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
        <message numerus="yes">
            <source>%Ln member(s)</source>
            <translation>
                <numerusform>%Ln miembro</numerusform>
                <numerusform>%Ln miembros</numerusform>
            </translation>
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
        <message>
            <source>Some messages here are not encrypted</source>
            <translation>Algunos mensajes de aquí no están cifrados</translation>
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
            <translation>Ir a…</translation>
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
            <source>Nothing is kept on this computer yet. Your rooms appear when the server is reached.</source>
            <translation>Aún no hay nada guardado en este equipo. Sus salas aparecen cuando se alcanza el servidor.</translation>
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
            <source>%Ln ask you to talk</source>
            <translation>
                <numerusform>%Ln pide hablar</numerusform>
                <numerusform>%Ln piden hablar</numerusform>
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
                <numerusform>%Ln sin leer</numerusform>
                <numerusform>%Ln sin leer</numerusform>
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
            <source>Days</source>
            <translation>Días</translation>
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
        <name>wardline::ui::DeliveryPopover</name>
        <message>
            <source>Arrived %1</source>
            <translation>Entregado: %1</translation>
        </message>
        <message>
            <source>Cannot be read there</source>
            <translation>Allí no se puede leer</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>In a room this large nobody is asked; only what people say by themselves is shown.</source>
            <translation>En una sala tan grande no se pregunta a nadie; solo se muestra lo que cada cual comunica por sí mismo.</translation>
        </message>
        <message>
            <source>Nothing known yet</source>
            <translation>Aún no se sabe nada</translation>
        </message>
        <message>
            <source>One of their devices cannot read it</source>
            <translation>Uno de sus dispositivos no puede leerlo</translation>
        </message>
        <message>
            <source>Opened %1</source>
            <translation>Abierto %1</translation>
        </message>
        <message>
            <source>Who has this message</source>
            <translation>Quién tiene este mensaje</translation>
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
            <source>Back to the profile</source>
            <translation>Volver al perfil</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation>Cerrar los detalles</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivos</translation>
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
            <source>The server does not allow you to add somebody here.</source>
            <translation>El servidor no le permite añadir a nadie aquí.</translation>
        </message>
        <message>
            <source>The two of you</source>
            <translation>Ustedes dos</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::DeviceBox</name>
        <message>
            <source>Agree on new keys</source>
            <translation>Acordar claves nuevas</translation>
        </message>
        <message>
            <source>Do not trust it</source>
            <translation>No confiar en él</translation>
        </message>
        <message>
            <source>Fingerprint: %1</source>
            <translation>Huella: %1</translation>
        </message>
        <message>
            <source>Let it read along</source>
            <translation>Permitir que lea</translation>
        </message>
        <message>
            <source>No longer let it read along</source>
            <translation>Dejar de permitir que lea</translation>
        </message>
        <message>
            <source>The characters are the same</source>
            <translation>Los caracteres son iguales</translation>
        </message>
        <message>
            <source>What you write here is shown on it, by your choice: your organisation does not control it</source>
            <translation>Lo que escriba aquí se muestra en él porque usted lo decidió: su organización no lo controla</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::DevicePane</name>
        <message>
            <source>%1 asks your organisation to certify the device below. You may vouch for it: go there, and see that these groups stand on its screen, under Settings, Your devices.</source>
            <translation>%1 pide a su organización que certifique el dispositivo de abajo. Usted puede responder por él: compruebe que estos grupos son los que muestra su pantalla, en Ajustes, Sus dispositivos.</translation>
        </message>
        <message>
            <source>%1 has no device yet that reads encrypted messages.</source>
            <translation>%1 aún no tiene ningún dispositivo que lea mensajes cifrados.</translation>
        </message>
        <message>
            <source>%1 of %2: nothing more will be sent to it, and nothing it sends is shown.</source>
            <translation>%1 de %2: no se le enviará nada más, y nada de lo que envíe se mostrará.</translation>
        </message>
        <message>
            <source>%1's code</source>
            <translation>Código de %1</translation>
        </message>
        <message>
            <source>%1: new keys are agreed on with it. It cannot read again what was sent before. This is recorded.</source>
            <translation>%1: se acuerdan claves nuevas con él. No podrá volver a leer lo que se envió antes. Queda registrado.</translation>
        </message>
        <message>
            <source>%1: what you write in this conversation will be shown on it, though your organisation does not control it. What others write there they decide themselves. This is recorded.</source>
            <translation>%1: lo que escriba en esta conversación se mostrará en él, aunque su organización no lo controla. Sobre lo que escriben los demás deciden ellos. Queda registrado.</translation>
        </message>
        <message>
            <source>Agree on new keys</source>
            <translation>Acordar claves nuevas</translation>
        </message>
        <message>
            <source>Ask to be certified</source>
            <translation>Pedir el certificado</translation>
        </message>
        <message>
            <source>Colleagues compare these groups with what they see of you.</source>
            <translation>Sus colegas comparan estos grupos con lo que ven de usted.</translation>
        </message>
        <message>
            <source>Compare the code</source>
            <translation>Comparar el código</translation>
        </message>
        <message>
            <source>Compare with what stands on %1's own screen: read the eight groups out to each other, or scan the code there.</source>
            <translation>Compare con lo que aparece en la pantalla de %1: léanse los ocho grupos en voz alta, o escanee el código allí.</translation>
        </message>
        <message>
            <source>Do not trust it</source>
            <translation>No confiar en él</translation>
        </message>
        <message>
            <source>Done: %1's device is certified.</source>
            <translation>Hecho: el dispositivo de %1 está certificado.</translation>
        </message>
        <message>
            <source>Done: new keys were agreed on with this device.</source>
            <translation>Hecho: se acordaron claves nuevas con este dispositivo.</translation>
        </message>
        <message>
            <source>Hide my code</source>
            <translation>Ocultar mi código</translation>
        </message>
        <message>
            <source>I have seen them there: vouch</source>
            <translation>Los he visto: respondo por él</translation>
        </message>
        <message>
            <source>It stands on both screens. It is the same on both only if each knows exactly the devices that the other has.</source>
            <translation>Está en ambas pantallas. Solo es igual en las dos si cada persona conoce exactamente los dispositivos de la otra.</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
        </message>
        <message>
            <source>Let it read along</source>
            <translation>Permitir que lea</translation>
        </message>
        <message>
            <source>QR code of your devices. Their fingerprints stand in your settings as text.</source>
            <translation>Código QR de sus dispositivos. Sus huellas están en los ajustes como texto.</translation>
        </message>
        <message>
            <source>Safety number</source>
            <translation>Número de seguridad</translation>
        </message>
        <message>
            <source>Safety number: %1</source>
            <translation>Número de seguridad: %1</translation>
        </message>
        <message>
            <source>Scan or paste the code or number</source>
            <translation>Código o número</translation>
        </message>
        <message>
            <source>Show my code</source>
            <translation>Mostrar mi código</translation>
        </message>
        <message>
            <source>The device has other keys by now. Nothing was changed: compare again.</source>
            <translation>El dispositivo tiene ya otras claves. No se ha cambiado nada: compare de nuevo.</translation>
        </message>
        <message>
            <source>The numbers are the same</source>
            <translation>Los números son iguales</translation>
        </message>
        <message>
            <source>The server showed a list of devices that is older than yours or not your organisation's. It was not believed. Tell your IT department.</source>
            <translation>El servidor mostró una lista de dispositivos más antigua que la suya o ajena a su organización. No se le ha dado crédito. Avise al departamento de informática.</translation>
        </message>
        <message>
            <source>This device publishes no keys that can be used. Nothing was changed.</source>
            <translation>Este dispositivo no publica claves que se puedan usar. No se cambió nada.</translation>
        </message>
        <message>
            <source>This is no such code. Nothing was changed.</source>
            <translation>Esto no es un código de ese tipo. No se ha cambiado nada.</translation>
        </message>
        <message>
            <source>This is the code of somebody else. Nothing was changed.</source>
            <translation>Este código es de otra persona. No se ha cambiado nada.</translation>
        </message>
        <message>
            <source>Your organisation did not accept it. Ask your IT department.</source>
            <translation>Su organización no lo ha aceptado. Pregunte al departamento de informática.</translation>
        </message>
        <message>
            <source>Your organisation does not answer now. Try again later, or ask your IT department.</source>
            <translation>Su organización no responde ahora. Inténtelo más tarde o pregunte al departamento de informática.</translation>
        </message>
        <message>
            <source>Your organisation is being asked …</source>
            <translation>Se está preguntando a su organización …</translation>
        </message>
        <message>
            <source>Your other device's code</source>
            <translation>Código de su otro dispositivo</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::DeviceSettings</name>
        <message>
            <source>Your devices</source>
            <translation>Sus dispositivos</translation>
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
            <translation>Aquí ahora</translation>
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
            <translation>2. Escriba los seis cifras que muestra la aplicación</translation>
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
        <name>wardline::ui::HandOverBanner</name>
        <message>
            <source>A device that calls itself “%1” asks for your messages of the last %2. Say yes only if you sit at it and it shows this number:</source>
            <translation>Un dispositivo que se llama «%1» pide sus mensajes (periodo: %2). Acepte solo si usted está ante él y muestra este código:</translation>
        </message>
        <message>
            <source>A device that calls itself “%1” offers your messages. Say yes only if it is yours and shows this number in its settings, under “Your messages”:</source>
            <translation>Un dispositivo que se llama «%1» ofrece sus mensajes. Acepte solo si es suyo y muestra este código en su configuración, en «Sus mensajes»:</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>Same number: send them</source>
            <translation>Mismo código: enviarlos</translation>
        </message>
        <message>
            <source>Send them</source>
            <translation>Enviarlos</translation>
        </message>
        <message>
            <source>The numbers are the same: take them</source>
            <translation>Los números coinciden: aceptarlos</translation>
        </message>
        <message>
            <source>Your device “%1” asks for the messages of the last %2. Your organisation or you have confirmed it.</source>
            <translation>Su dispositivo «%1» pide los mensajes (periodo: %2). Su organización o usted lo han confirmado.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::HistorySettings</name>
        <message>
            <source>A new workstation cannot read what was written before you came to it. These are the ways to have it there. Keys never travel.</source>
            <translation>Un equipo nuevo no puede leer lo que se escribió antes de que usted llegara a él. Estas son las formas de tenerlo allí. Las claves nunca viajan.</translation>
        </message>
        <message>
            <source>A workstation of yours that is unlocked can send its messages here. Somebody there has to agree.</source>
            <translation>Un equipo suyo que esté desbloqueado puede enviar aquí sus mensajes. Hay que aceptarlo allí.</translation>
        </message>
        <message>
            <source>All messages of this workstation in one encrypted file. 24 words open it.</source>
            <translation>Todos los mensajes de este equipo en un archivo cifrado. Lo abren 24 palabras.</translation>
        </message>
        <message>
            <source>Ask my other devices</source>
            <translation>Pedirlos a mis dispositivos</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>Copia de seguridad</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>From your other devices</source>
            <translation>De sus otros dispositivos</translation>
        </message>
        <message>
            <source>How far back</source>
            <translation>De cuánto tiempo</translation>
        </message>
        <message>
            <source>On other workstations</source>
            <translation>En otros equipos</translation>
        </message>
        <message>
            <source>One day</source>
            <translation>Un día</translation>
        </message>
        <message>
            <source>One week</source>
            <translation>Una semana</translation>
        </message>
        <message>
            <source>This device shows: %1</source>
            <translation>Este dispositivo muestra: %1</translation>
        </message>
        <message>
            <source>Three days</source>
            <translation>Tres días</translation>
        </message>
        <message>
            <source>Your messages</source>
            <translation>Sus mensajes</translation>
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
            <source>Close the keys</source>
            <translation>Cerrar los atajos</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Atajos de teclado</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::LockPage</name>
        <message numerus="yes">
            <source>%Ln message(s) have not left yet</source>
            <translation>
                <numerusform>%Ln mensaje aún no ha salido</numerusform>
                <numerusform>%Ln mensajes aún no han salido</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s) wait and go on being sent behind the lock</source>
            <translation>
                <numerusform>%Ln mensaje espera y se sigue enviando con la pantalla bloqueada</numerusform>
                <numerusform>%Ln mensajes esperan y se siguen enviando con la pantalla bloqueada</numerusform>
            </translation>
        </message>
        <message>
            <source>Locked: %1, since %2</source>
            <translation>Bloqueado desde las %2: %1</translation>
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
            <translation>Recibe hasta las %1</translation>
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
            <source>Colours</source>
            <translation>Colores</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>For everybody who uses this computer account. Takes effect at once.</source>
            <translation>Para todos los que usan esta cuenta del equipo. Se aplica al momento.</translation>
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
            <source>Nothing slides or fades. Also on when the computer asks for it.</source>
            <translation>Nada se desliza ni se desvanece. También se activa cuando el equipo lo pide.</translation>
        </message>
        <message>
            <source>Same as the computer</source>
            <translation>Igual que el equipo</translation>
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
            <source>%Ln people</source>
            <translation>
                <numerusform>%Ln persona</numerusform>
                <numerusform>%Ln personas</numerusform>
            </translation>
        </message>
        <message>
            <source>here</source>
            <translation>aquí</translation>
        </message>
        <message>
            <source>not here</source>
            <translation>no está</translation>
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
            <source>For a consult</source>
            <translation>Para una interconsulta</translation>
        </message>
        <message>
            <source>For a patient</source>
            <translation>Para un paciente</translation>
        </message>
        <message>
            <source>For a team</source>
            <translation>Para un equipo</translation>
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
            <source>Rooms for patients and consults are the most careful about the devices on which they are shown, and cannot become rooms for a team later.</source>
            <translation>Las salas para pacientes e interconsultas son las más estrictas con los dispositivos que pueden mostrarlas, y no pueden pasar a ser salas de equipo.</translation>
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
            <source>The server does not allow you this. Ask whoever runs the room, or your IT department.</source>
            <translation>El servidor no se lo permite. Pregunte a quien gestiona la sala o a su departamento de informática.</translation>
        </message>
        <message>
            <source>There is no room with this address. Check it with the person who gave it to you.</source>
            <translation>No hay ninguna sala con esta dirección. Compruébela con la persona que se la dio.</translation>
        </message>
        <message>
            <source>This is not the address of a room.</source>
            <translation>Esta no es la dirección de una sala.</translation>
        </message>
        <message>
            <source>Title of the room</source>
            <translation>Título de la sala</translation>
        </message>
        <message>
            <source>What the room is for</source>
            <translation>Para qué es la sala</translation>
        </message>
        <message>
            <source>Write to a colleague</source>
            <translation>Escribir a un colega</translation>
        </message>
        <message>
            <source>Your organisation decides what new rooms are for.</source>
            <translation>Su organización decide para qué son las salas nuevas.</translation>
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
            <translation>Las notificaciones muestran</translation>
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
            <source>No more is allowed here. %1</source>
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
            <source>This desktop shows no notifications. What is unread stands in the list of conversations.</source>
            <translation>Este escritorio no muestra notificaciones. Lo que está sin leer figura en la lista de conversaciones.</translation>
        </message>
        <message>
            <source>This is the usual setting.</source>
            <translation>Es el ajuste habitual.</translation>
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
            <source>Start without the old messages</source>
            <translation>Empezar sin los mensajes anteriores</translation>
        </message>
        <message numerus="yes">
            <source>Starting without them loses drafts and %Ln message(s) not sent yet.</source>
            <translation>
                <numerusform>Empezar sin ellos pierde los borradores y %Ln mensaje sin enviar.</numerusform>
                <numerusform>Empezar sin ellos pierde los borradores y %Ln mensajes sin enviar.</numerusform>
            </translation>
        </message>
        <message>
            <source>Starting without them loses drafts, and any message that has not been sent.</source>
            <translation>Empezar sin ellos pierde los borradores y cualquier mensaje que no se haya enviado.</translation>
        </message>
        <message>
            <source>Starting without them loses drafts. Every message has been sent.</source>
            <translation>Empezar sin ellos pierde los borradores. Todos los mensajes se han enviado.</translation>
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
            <translation>Los mensajes de este equipo siguen protegidos con su contraseña antigua. Escríbala una vez para conservarlos.</translation>
        </message>
        <message>
            <source>They cannot be opened any more. What the server still has is fetched again.</source>
            <translation>Ya no se pueden abrir. Lo que aún tiene el servidor se trae de nuevo.</translation>
        </message>
        <message>
            <source>Yes, start empty</source>
            <translation>Sí, empezar de cero</translation>
        </message>
        <message>
            <source>Your password was changed</source>
            <translation>Su contraseña ha cambiado</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::OutboxPane</name>
        <message>
            <source>%1 %2</source>
            <extracomment>an emoji, and &quot;to Marek Novák: Bed 7: output?&quot;</extracomment>
            <translation>%1 %2</translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s) wait(s).</source>
            <translation>
                <numerusform>%Ln mensaje espera.</numerusform>
                <numerusform>%Ln mensajes esperan.</numerusform>
            </translation>
        </message>
        <message>
            <source>Close what waits</source>
            <translation>Cerrar los pendientes</translation>
        </message>
        <message>
            <source>Correction</source>
            <translation>Corrección</translation>
        </message>
        <message>
            <source>Do not send</source>
            <translation>No enviar</translation>
        </message>
        <message>
            <source>It has left already, or is just leaving.</source>
            <translation>Ya se envió o se está enviando.</translation>
        </message>
        <message>
            <source>It is not sent. Nobody has it.</source>
            <translation>No se envía. Nadie lo tiene.</translation>
        </message>
        <message>
            <source>It may have left before the connection broke; nobody knows yet. It cannot be taken back here. If it is urgent, phone.</source>
            <translation>Puede haber salido antes de perderse la conexión; aún no se sabe. Aquí no se puede retirar. Si es urgente, llame por teléfono.</translation>
        </message>
        <message>
            <source>Nothing waits: everything has left.</source>
            <translation>Nada en espera: todo se ha enviado.</translation>
        </message>
        <message>
            <source>On its way to the printer. Fetch the page at once.</source>
            <translation>De camino a la impresora. Recoja la hoja enseguida.</translation>
        </message>
        <message>
            <source>Print open items</source>
            <translation>Imprimir pendientes</translation>
        </message>
        <message>
            <source>Reaction</source>
            <translation>Reacción</translation>
        </message>
        <message>
            <source>Taking back</source>
            <translation>Retirada</translation>
        </message>
        <message>
            <source>The oldest was written %1 ago. What waits leaves by itself as soon as there is a connection.</source>
            <translation>El más antiguo se escribió hace %1. Lo que espera sale solo en cuanto haya conexión.</translation>
        </message>
        <message>
            <source>The printer did not take the page. Choose another one.</source>
            <translation>La impresora no aceptó la hoja. Elija otra.</translation>
        </message>
        <message>
            <source>This computer has no printer.</source>
            <translation>Este equipo no tiene impresora.</translation>
        </message>
        <message>
            <source>to %1: %2</source>
            <translation>para %1: %2</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>Pendiente de envío</translation>
        </message>
        <message>
            <source>Written %1, %2 ago</source>
            <translation>%1, hace %2</translation>
        </message>
        <message>
            <source>written %1, %2 ago</source>
            <translation>%1, hace %2</translation>
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
            <extracomment>of a person: whether they are here, while there is no connection</extracomment>
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
            <source>Not known</source>
            <translation>No se sabe</translation>
        </message>
        <message>
            <source>Without a role</source>
            <translation>Sin función</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PictureChip</name>
        <message>
            <source>%1, %2</source>
            <extracomment>name of a file, size as &quot;240 kB&quot;</extracomment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Picture, %1 × %2, %3</source>
            <extracomment>width, height in pixels, size as &quot;240 kB&quot;</extracomment>
            <translation>Imagen, %1 × %2, %3</translation>
        </message>
        <message>
            <source>Preparing what is to be sent</source>
            <translation>Preparando lo que se va a enviar</translation>
        </message>
        <message>
            <source>Remove it</source>
            <translation>Quitarlo</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PictureTray</name>
        <message>
            <source>Files and pictures can only be sent in encrypted conversations.</source>
            <translation>Los archivos y las imágenes solo se pueden enviar en conversaciones cifradas.</translation>
        </message>
        <message>
            <source>This could not be read as a picture.</source>
            <translation>Esto no se pudo leer como imagen.</translation>
        </message>
        <message>
            <source>This file cannot be read. Folders cannot be sent.</source>
            <translation>No se puede leer este archivo. Las carpetas no se pueden enviar.</translation>
        </message>
        <message>
            <source>This is too large to be sent. Send a part of it or a smaller one.</source>
            <translation>Es demasiado grande para enviarlo. Envíe una parte o uno más pequeño.</translation>
        </message>
        <message>
            <source>This picture has too many pixels to be sent. Send a part of it or a smaller one, at most %1 on a side.</source>
            <translation>Esta imagen tiene demasiados píxeles para enviarla. Envíe una parte o una más pequeña, de %1 por lado como máximo.</translation>
        </message>
        <message>
            <source>Your organisation does not allow files and pictures to be sent.</source>
            <translation>Su organización no permite enviar archivos ni imágenes.</translation>
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
            <translation>Lo que ha decidido su organización</translation>
        </message>
        <message>
            <source>Your IT department sets these. &quot;Fixed&quot; means that nobody can change it here.</source>
            <translation>Los establece su departamento de informática. «Fijo» significa que aquí nadie puede cambiarlo.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::PrivacySettings</name>
        <message>
            <source>Only that, never the text, and not in large rooms.</source>
            <translation>Solo eso, nunca el texto, y no en salas grandes.</translation>
        </message>
        <message>
            <source>Others see that you are writing</source>
            <translation>Los demás ven que está escribiendo</translation>
        </message>
        <message>
            <source>Senders see when a message has arrived here and when you opened it. It counts as opened only while this window is unlocked, in front and shows it. Care teams rely on that, so it cannot be switched off here.</source>
            <translation>Quien envía ve cuándo ha llegado aquí un mensaje y cuándo lo ha abierto usted. Cuenta como abierto solo mientras esta ventana está desbloqueada, en primer plano y mostrando el mensaje. Los equipos asistenciales cuentan con ello, así que aquí no se puede desactivar.</translation>
        </message>
        <message>
            <source>What others see</source>
            <translation>Privacidad</translation>
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
            <source>and %Ln more</source>
            <translation>
                <numerusform>y %Ln más</numerusform>
                <numerusform>y %Ln más</numerusform>
            </translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Dispositivos</translation>
        </message>
        <message>
            <source>Groups: %1</source>
            <translation>Grupos: %1</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Mantener</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
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
            <source>Let them</source>
            <translation>Permitirlo</translation>
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
            <source>Remove %1 from %2? %1 can go on reading what was said until now, and nothing that comes.</source>
            <translation>¿Quitar a %1 de %2? %1 podrá seguir leyendo lo dicho hasta ahora, pero nada de lo que venga.</translation>
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
            <source>The server does not allow you this in this room.</source>
            <translation>El servidor no se lo permite en esta sala.</translation>
        </message>
        <message>
            <source>The server is being asked …</source>
            <translation>Consultando al servidor…</translation>
        </message>
        <message>
            <source>Without a connection nobody knows whether they are here</source>
            <translation>Sin conexión no se sabe si está aquí</translation>
        </message>
        <message>
            <source>Write a message</source>
            <translation>Escribir un mensaje</translation>
        </message>
        <message>
            <source>Your organisation gives this person no role.</source>
            <translation>Su organización no asigna ninguna función a esta persona.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::Rail</name>
        <message numerus="yes">
            <source>%1, %Ln urgent</source>
            <extracomment>&quot;Conversations, 4 unread&quot;, and how many of them are urgent</extracomment>
            <translation>
                <numerusform>%1, %Ln urgente</numerusform>
                <numerusform>%1, %Ln urgentes</numerusform>
            </translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>Conversaciones</translation>
        </message>
        <message numerus="yes">
            <source>Conversations, %Ln unread</source>
            <translation>
                <numerusform>Conversaciones, %Ln sin leer</numerusform>
                <numerusform>Conversaciones, %Ln sin leer</numerusform>
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
            <source>a sign not shown here</source>
            <extracomment>a reaction whose emoji no font of this computer has</extracomment>
            <translation>un signo que aquí no se ve</translation>
        </message>
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
            <source>Each one lets you in once when your phone is not at hand. Print them, or copy them to where only you can read them; not into a file here. They are shown only now.</source>
            <translation>Cada uno le permite entrar una vez si no tiene el teléfono a mano. Imprímalos o cópielos donde solo usted pueda leerlos; no en un archivo de este ordenador. Solo se muestran ahora.</translation>
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
        <name>wardline::ui::RoomKindChoice</name>
        <message>
            <source>For a consult</source>
            <translation>Para una interconsulta</translation>
        </message>
        <message>
            <source>For a patient</source>
            <translation>Para un paciente</translation>
        </message>
        <message>
            <source>For a team</source>
            <translation>Para un equipo</translation>
        </message>
        <message>
            <source>In a room for a team, phones that your organisation has not certified may get what is written here.</source>
            <translation>En una sala de equipo, los teléfonos que su organización no ha certificado pueden recibir lo que se escriba aquí.</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
        </message>
        <message>
            <source>Make it a consult</source>
            <translation>Convertirla en interconsulta</translation>
        </message>
        <message>
            <source>Make it a patient room</source>
            <translation>Hacerla sala de paciente</translation>
        </message>
        <message>
            <source>Make it a team room</source>
            <translation>Hacerla sala de equipo</translation>
        </message>
        <message>
            <source>Not said yet</source>
            <translation>Aún sin indicar</translation>
        </message>
        <message>
            <source>Only the server says that this is a room for a team. Until you or a colleague say so, too, it is as careful about devices as a room for a patient.</source>
            <translation>Solo el servidor dice que esta es una sala para un equipo. Hasta que usted o un compañero también lo digan, es tan cuidadosa con los dispositivos como una sala para un paciente.</translation>
        </message>
        <message>
            <source>Some phones may no longer get what is written here, and it cannot become a room for a team again.</source>
            <translation>Puede que algunos teléfonos dejen de recibir lo que se escriba aquí, y no podrá volver a ser una sala de equipo.</translation>
        </message>
        <message>
            <source>The most careful about the devices on which it is shown. It cannot become a room for a team.</source>
            <translation>La más estricta con los dispositivos que pueden mostrarla. No puede convertirse en sala de un equipo.</translation>
        </message>
        <message>
            <source>The people of a unit, about their work. No patients.</source>
            <translation>Las personas de una unidad, sobre su trabajo. Nada de pacientes.</translation>
        </message>
        <message>
            <source>The server is being asked …</source>
            <translation>Consultando al servidor…</translation>
        </message>
        <message>
            <source>This room cannot become one of that kind, or the server does not allow it.</source>
            <translation>Esta sala no puede pasar a ser de ese tipo, o el servidor no lo permite.</translation>
        </message>
        <message>
            <source>Until somebody says so it is as careful about devices as a room for a patient.</source>
            <translation>Mientras nadie lo indique, es tan estricta con los dispositivos como una sala de un paciente.</translation>
        </message>
        <message>
            <source>What the room is for</source>
            <translation>Para qué es la sala</translation>
        </message>
        <message>
            <source>Your organisation decides what rooms are for.</source>
            <translation>Su organización decide para qué son las salas.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::RoomNotificationChoice</name>
        <message>
            <source>As everywhere: every message</source>
            <translation>Como en las demás: todo</translation>
        </message>
        <message>
            <source>As everywhere: only STAT</source>
            <translation>Como en las demás: solo STAT</translation>
        </message>
        <message>
            <source>As everywhere: what names me</source>
            <translation>Como en las demás: menciones</translation>
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
        <name>wardline::ui::SearchPane</name>
        <message numerus="yes">
            <source>%Ln message(s), newest first</source>
            <translation>
                <numerusform>%Ln mensaje</numerusform>
                <numerusform>%Ln mensajes, los más recientes primero</numerusform>
            </translation>
        </message>
        <message>
            <source>Close the search</source>
            <translation>Cerrar la búsqueda</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>En todas</translation>
        </message>
        <message>
            <source>In this conversation</source>
            <translation>Solo aquí</translation>
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
            <translation>Buscar en todas</translation>
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
            <source>The newest %Ln message(s); scroll down for older ones</source>
            <translation>
                <numerusform>%Ln mensaje, el más reciente; desplácese para ver anteriores</numerusform>
                <numerusform>Los %Ln mensajes más recientes; desplácese para ver anteriores</numerusform>
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
            <translation>Código de alta</translation>
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
            <translation>El código de alta se lo facilita su departamento de informática. Sirve una vez y configura su autenticador.</translation>
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
            <translation>Normas</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <source>What others see</source>
            <translation>Privacidad</translation>
        </message>
        <message>
            <source>Your devices</source>
            <translation>Sus dispositivos</translation>
        </message>
        <message>
            <source>Your messages</source>
            <translation>Sus mensajes</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::SignInPage</name>
        <message>
            <source>%1 Date and time of this computer: %2, %3.</source>
            <translation>%1 Fecha y hora de este equipo: %2, %3.</translation>
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
            <translation>Comprobando su identidad …</translation>
        </message>
        <message>
            <source>First time here?</source>
            <translation>¿Primera vez aquí?</translation>
        </message>
        <message>
            <source>For example: anna</source>
            <translation>Por ejemplo: anna</translation>
        </message>
        <message>
            <source>I have an authenticator</source>
            <translation>Tengo un autenticador</translation>
        </message>
        <message>
            <source>Not signed in.</source>
            <translation>No se ha iniciado la sesión.</translation>
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
            <source>Reaching the server …</source>
            <translation>Buscando el servidor …</translation>
        </message>
        <message>
            <source>Server address</source>
            <translation>Dirección del servidor</translation>
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
            <source>The clock of this computer is %1 ahead of the server's, and codes depend on the time. See that your phone shows the right time, and use its next code. Tell your IT department about this computer.</source>
            <translation>El reloj de este ordenador va %1 adelantado respecto al del servidor, y los códigos dependen de la hora. Compruebe que su teléfono tiene la hora correcta y use el próximo código. Avise al departamento de informática sobre este ordenador.</translation>
        </message>
        <message>
            <source>The clock of this computer is %1 behind the server's, and codes depend on the time. See that your phone shows the right time, and use its next code. Tell your IT department about this computer.</source>
            <translation>El reloj de este ordenador va %1 atrasado respecto al del servidor, y los códigos dependen de la hora. Compruebe que su teléfono tiene la hora correcta y use el próximo código. Avise al departamento de informática sobre este ordenador.</translation>
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
            <source>Use the authenticator</source>
            <translation>Usar el autenticador</translation>
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
            <source>%1. See the settings</source>
            <translation>%1. Ver los ajustes</translation>
        </message>
        <message numerus="yes">
            <source>%Ln wait(s) to be sent</source>
            <translation>
                <numerusform>%Ln pendiente de envío</numerusform>
                <numerusform>%Ln pendientes de envío</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln waiting</source>
            <extracomment>messages, where there is no room to say that they wait to be sent</extracomment>
            <translation>
                <numerusform>%Ln pendientes</numerusform>
                <numerusform>%Ln pendientes</numerusform>
            </translation>
        </message>
        <message>
            <source>Locks in %1</source>
            <translation>Se bloquea en %1</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Sin conexión</translation>
        </message>
        <message>
            <source>No policy: usual settings</source>
            <translation>Sin normas propias: ajustes habituales</translation>
        </message>
        <message>
            <source>Receiving until %1</source>
            <translation>Recibe hasta las %1</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Intentar ahora</translation>
        </message>
        <message>
            <source>Your organisation's policy</source>
            <translation>Normas de su organización</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::TimelineActions</name>
        <message>
            <source>Answers %1: %2. Go to that message</source>
            <translation>Responde a %1: %2. Ir a ese mensaje</translation>
        </message>
        <message>
            <source>Ask %1 first whether they sent it: whoever carries messages can make up one that nobody can read. If their messages go on being unreadable, agree on new keys; what could not be read stays so. This stands in the audit log.</source>
            <translation>Pregunte primero a %1 si lo envió: quien transporta los mensajes puede inventar uno que nadie pueda leer. Si sus mensajes siguen sin poder leerse, acuerde claves nuevas; lo que no se pudo leer queda así. Esto consta en el registro de auditoría.</translation>
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
            <source>It disappears here and for the others. Whoever has read it already has read it.</source>
            <translation>Desaparece aquí y para los demás. Quien ya lo ha leído, lo ha leído.</translation>
        </message>
        <message>
            <source>It waits here. It will not be sent, unless it is leaving just now; then it disappears for the others too.</source>
            <translation>Está esperando aquí. No se enviará, salvo que esté saliendo justo ahora; entonces desaparece también para los demás.</translation>
        </message>
        <message>
            <source>It was not sent. It disappears here.</source>
            <translation>No se envió. Desaparece aquí.</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Conservarlo</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
        </message>
        <message>
            <source>Link to %1</source>
            <translation>Enlace a %1</translation>
        </message>
        <message>
            <source>New keys were agreed with the device of %1.</source>
            <translation>Se acordaron claves nuevas con el dispositivo de %1.</translation>
        </message>
        <message>
            <source>Nobody approved the device that wrote it: it may be a new phone of %1, or somebody who pretends to be %1. Do not act on it before you have asked %1 in person. That you read it stands in the audit log.</source>
            <translation>Nadie ha certificado el dispositivo que lo escribió: puede ser un teléfono nuevo de %1, o alguien que se hace pasar por %1. No actúe según él antes de preguntar en persona a %1. Que usted lo leyó queda en el registro de auditoría.</translation>
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
            <source>Show it</source>
            <translation>Mostrarlo</translation>
        </message>
        <message>
            <source>Show it …</source>
            <translation>Mostrarlo …</translation>
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
            <source>Show what came in the name of %1?</source>
            <translation>¿Mostrar lo que llegó en nombre de %1?</translation>
        </message>
        <message>
            <source>Show what was held back, in the name of %1</source>
            <translation>Mostrar lo retenido, en nombre de %1</translation>
        </message>
        <message>
            <source>Start again</source>
            <translation>Renovar las claves</translation>
        </message>
        <message>
            <source>Start again with this device of %1</source>
            <translation>Renovar las claves con este dispositivo de %1</translation>
        </message>
        <message>
            <source>Start again with this device of %1?</source>
            <translation>¿Renovar las claves con este dispositivo de %1?</translation>
        </message>
        <message>
            <source>Start again with this device …</source>
            <translation>Renovar las claves con este dispositivo …</translation>
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
            <source>Who has it …</source>
            <translation>Quién lo tiene…</translation>
        </message>
        <message>
            <source>You gave it; press to take it back</source>
            <translation>Usted la dio; pulse para quitarla</translation>
        </message>
        <message>
            <source>Your organisation does not allow to save files outside of this program.</source>
            <translation>Su organización no permite guardar archivos fuera de este programa.</translation>
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
            <source>Jump to the newest message, %Ln new</source>
            <translation>
                <numerusform>Ir al mensaje más nuevo, %Ln nuevo</numerusform>
                <numerusform>Ir al mensaje más nuevo, %Ln nuevos</numerusform>
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
            <source>No messages yet. You can read here what others write.</source>
            <translation>Aún no hay mensajes. Aquí podrá leer lo que escriban los demás.</translation>
        </message>
        <message>
            <source>The messages are being loaded …</source>
            <translation>Se están cargando los mensajes…</translation>
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
            <source>%1, %Ln urgent</source>
            <comment>Wardline: 3 unread messages, 1 urgent</comment>
            <translation>
                <numerusform>%1, %Ln urgente</numerusform>
                <numerusform>%1, %Ln urgentes</numerusform>
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
            <source>Wardline: %Ln unread message(s)</source>
            <translation>
                <numerusform>Wardline: %Ln mensaje sin leer</numerusform>
                <numerusform>Wardline: %Ln mensajes sin leer</numerusform>
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
        <name>wardline::ui::UrgencyBar</name>
        <message>
            <source>Also in quiet hours</source>
            <translation>También en horas de silencio</translation>
        </message>
        <message>
            <source>Asks somebody to act</source>
            <translation>Pide que alguien actúe</translation>
        </message>
        <message>
            <source>Nobody has to answer</source>
            <translation>Nadie tiene que responder</translation>
        </message>
        <message>
            <source>Not urgent after all</source>
            <translation>Ya no es urgente</translation>
        </message>
        <message>
            <source>Rings, also in quiet hours</source>
            <translation>Suena, también en horas de silencio</translation>
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
        <message numerus="yes">
            <source>%Ln message(s) wait(s) to be sent</source>
            <translation>
                <numerusform>%Ln mensaje pendiente de envío</numerusform>
                <numerusform>%Ln mensajes pendientes de envío</numerusform>
            </translation>
        </message>
        <message>
            <source>, the oldest for %1.</source>
            <translation>, el más antiguo desde hace %1.</translation>
        </message>
        <message>
            <source>Another device was certified for you (%1). If you did not add one, tell your IT department now.</source>
            <translation>Se ha certificado otro dispositivo para usted (%1). Si no ha añadido ninguno, avise ya al departamento de informática.</translation>
        </message>
        <message>
            <source>No connection for %1.</source>
            <translation>Sin conexión desde hace %1.</translation>
        </message>
        <message>
            <source>Nobody has used this window for a while. It locks in 30 s; any key keeps it open.</source>
            <translation>Nadie ha usado esta ventana desde hace un rato. Se bloquea en 30 s; cualquier tecla la mantiene abierta.</translation>
        </message>
        <message>
            <source>Show what waits</source>
            <translation>Ver lo que espera</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Cerrar sesión</translation>
        </message>
        <message>
            <source>The server showed a list of devices that is older than yours or not your organisation's. It was not believed. Tell your IT department.</source>
            <translation>El servidor mostró una lista de dispositivos más antigua que la suya o ajena a su organización. No se le ha dado crédito. Avise al departamento de informática.</translation>
        </message>
        <message>
            <source>The server was last heard at %1: you see what came until then, and can read and write.</source>
            <translation>Último contacto con el servidor: %1. Puede leer lo recibido hasta entonces y seguir escribiendo.</translation>
        </message>
        <message>
            <source>You see what this computer has kept, and can read and write.</source>
            <translation>Puede leer lo que este equipo ha guardado y seguir escribiendo.</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::WorkView</name>
        <message>
            <source>No connection since %1: the server wants a new code. Type it from your authenticator; then what waits is sent.</source>
            <translation>Sin conexión desde %1: el servidor pide un código nuevo. Escriba el de su autenticador; después se envía lo que espera.</translation>
        </message>
        <message>
            <source>Nothing urgent is waiting for an answer.</source>
            <translation>No hay nada urgente pendiente de respuesta.</translation>
        </message>
        <message>
            <source>You are in the room. Its members are under “Show who belongs here”.</source>
            <translation>Ya está en la sala. Sus miembros están en «Mostrar quién pertenece a la sala».</translation>
        </message>
    </context>
    <context>
        <name>wardline::ui::WritingLine</name>
        <message>
            <source>%1 and %2 are writing …</source>
            <translation>%1 y %2 están escribiendo…</translation>
        </message>
        <message>
            <source>%1 is writing …</source>
            <translation>%1 está escribiendo…</translation>
        </message>
        <message>
            <source>Several people are writing …</source>
            <translation>Varias personas están escribiendo…</translation>
        </message>
    </context>
</TS>
