-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keeps the archive whole: nobody switches it off for themselves, nobody hides a message from it by a hint
-- or a type.

local st = require "util.stanza";
local xmlns_mam, xmlns_hints = "urn:xmpp:mam:2", "urn:xmpp:hints";
local encrypted = {
	["urn:xmpp:omemo:2"] = true, ["eu.siacs.conversations.axolotl"] = true, ["urn:xmpp:openpgp:0"] = true, ["jabber:x:encrypted"] = true,
};

module:hook("iq/self/" .. xmlns_mam .. ":prefs", function (event)
	if event.stanza.attr.type ~= "set" then return; end
	module:log("info", "Archive preferences refused: account=%s", event.origin.username);
	event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed", "The archive is kept by the relay"));
	return true;
end, 1000);

local function has_content(stanza)
	if stanza:get_child("body") then return true; end
	for _, child in ipairs(stanza.tags) do
		if encrypted[child.attr.xmlns] then return true; end
	end
	return false;
end

local function without_hint(tag)
	local hides = tag.attr.xmlns == xmlns_hints and (tag.name == "no-store" or tag.name == "no-permanent-store");
	if hides then return nil; end
	return tag;
end

local function strip(event)
	local stanza = event.stanza;
	if not has_content(stanza) then return; end
	stanza:maptags(without_hint);
	if stanza.attr.type == "headline" then stanza.attr.type = "normal"; end -- the archive leaves headlines out
end

for _, kind in ipairs { "bare", "full", "host" } do
	module:hook("pre-message/" .. kind, strip, 1000);
end
