-- SPDX-License-Identifier: GPL-3.0-or-later
-- On the room component: rooms made from templates, observers who stay observers, hats that only the relay hands out.

local st = require "util.stanza";
local jid_split = require "util.jid".split;
local jid_resource = require "util.jid".resource;
local seal = module:require "wardline_seal";
local muc = module:depends "muc";

local xmlns_hats, xmlns_hats_xep = "xmpp:prosody.im/protocol/hats:1", "urn:xmpp:hats:0";
local user_host = module:get_option_string("wardline_host", (module.host:gsub("^[^.]+%.", "")));
local role_groups = module:get_option_set("wardline_role_groups",
	{ "physician", "nurse", "pharmacist", "therapist", "clerk", "student", "observer" });

local function template(moderated, default_role)
	return { persistent = true, members_only = true, moderated = moderated, hidden = true, whois = "anyone", changesubject = false, archiving = true,
		wardline_default_role = default_role };
end

templates = {
	["care-team"] = template(true);
	["role-address"] = template(true);
	["announcements"] = template(true, "visitor"); -- members read, admins and owners write
};

-- What a room is for, as its description says it to everybody: clients take certified devices only into the last two.
local kinds = { team = "Team room", consult = "Consult", patient = "Patient room" };

local function config_for(name)
	local config = {};
	for key, value in pairs(templates[name]) do config[key] = value; end
	config.wardline_template = name;
	return config;
end

-- Making rooms ----------------------------------------------------------------------------------------------------------------------------------

function find_room(text)
	local node, host = jid_split(text);
	if host == module.host and node then return muc.get_room_from_jid(text); end
	local found;
	for room in muc.all_rooms() do
		if not room._data.destroyed and (room:get_name() == text or jid_split(room.jid) == text) then
			if found then return nil, "more than one room has that name: use its address"; end
			found = room;
		end
	end
	return found;
end

function add_room(name, template_name, kind)
	if not templates[template_name] then return nil, "no such template"; end
	if kind and not kinds[kind] then return nil, "no such kind"; end
	local existing, ambiguous = find_room(name);
	if existing or ambiguous then return nil, "a room with that name exists"; end
	local address = "r" .. seal.base32(seal.random(13)):sub(1, 20):lower() .. "@" .. module.host;
	local room, problem = muc.create_room(address, config_for(template_name));
	if not room then return nil, problem; end
	room:set_name(name);
	if kind then room:set_description(("%s (urn:wardline:room:%s)"):format(kinds[kind], kind)); end
	if not room:save(true) then return nil, "the store refused the room"; end
	return room;
end

function list_rooms()
	local list = {};
	for room in muc.all_rooms() do
		if not room._data.destroyed then
			local members = {};
			for jid, affiliation, data in room:each_affiliation() do
				members[#members + 1] = { jid = jid, affiliation = affiliation, observer = data and data.wardline_observer or nil };
			end
			list[#list + 1] = { jid = room.jid, name = room:get_name(), template = room._data.wardline_template, members = members };
		end
	end
	return list;
end

-- Observers -------------------------------------------------------------------------------------------------------------------------------------

local function silent_role(room, bare_jid)
	local data = room:get_affiliation_data(bare_jid);
	if data and data.wardline_observer then return true; end
	local affiliation = room:get_affiliation(bare_jid);
	return room._data.wardline_default_role == "visitor" and affiliation ~= "admin" and affiliation ~= "owner";
end

module:hook("muc-occupant-pre-join", function (event)
	if event.occupant.role and silent_role(event.room, event.occupant.bare_jid) then event.occupant.role = "visitor"; end
end, -100);

local function set_occupant_roles(room, bare_jid)
	local changed = {};
	for _, occupant in room:each_occupant() do
		if occupant.bare_jid == bare_jid and occupant.role and occupant.role ~= "visitor" and silent_role(room, bare_jid) then
			changed[#changed + 1] = occupant;
		end
	end
	for _, occupant in ipairs(changed) do room:set_role(true, occupant.nick, "visitor"); end
end

module:hook("muc-set-affiliation", function (event)
	set_occupant_roles(event.room, event.jid);
end, -10);

module:hook("muc-pre-set-role", function (event)
	local gives_voice = event.role == "participant" or event.role == "moderator";
	if gives_voice and silent_role(event.room, event.occupant.bare_jid) then
		event.allowed, event.error, event.condition = false, "cancel", "not-allowed";
	end
end, 100);

--- affiliation "none" takes the member out.
function set_member(room, bare_jid, affiliation, observer)
	local ok, _, condition = room:set_affiliation(true, bare_jid, affiliation, nil, observer and { wardline_observer = true } or {});
	if not ok then return nil, condition; end
	if not observer and affiliation ~= "none" then
		local role = room:get_default_role(affiliation);
		for _, occupant in room:each_occupant() do
			local freed = occupant.bare_jid == bare_jid and occupant.role == "visitor" and not silent_role(room, bare_jid);
			if freed then room:set_role(true, occupant.nick, role); end
		end
	end
	if not room:save(true) then return nil, "the store refused the change"; end
	return true;
end

-- Nobody enters under somebody else's name ------------------------------------------------------------------------------------------------------

local function refuse_foreign_name(event)
	local occupant = event.occupant or event.dest_occupant;
	local username, host = jid_split(occupant.bare_jid);
	local groups = prosody.hosts[user_host].modules.wardline_groups;
	local nick = jid_resource(occupant.nick);
	if not groups or (host == user_host and groups.bears_name(username, nick)) or not groups.owner_of_name(nick) then return; end
	event.origin.send(st.error_reply(event.stanza, "cancel", "conflict", "That is somebody else's name", event.room.jid));
	return true;
end

module:hook("muc-occupant-pre-join", refuse_foreign_name, 50);
module:hook("muc-occupant-pre-change", refuse_foreign_name, 50);

-- What owners cannot do -------------------------------------------------------------------------------------------------------------------------

local function keep_template(event)
	local name = event.room._data.wardline_template;
	if not name or not templates[name] then return; end
	for key, value in pairs(templates[name]) do event.room._data[key] = value; end
end

for _, field in ipairs { "muc#roomconfig_membersonly", "muc#roomconfig_moderatedroom", "muc#roomconfig_persistentroom", "muc#roomconfig_publicroom",
	"muc#roomconfig_whois", "muc#roomconfig_changesubject", "{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites" } do
	module:hook("muc-config-submitted/" .. field, function (event)
		if event.room._data.wardline_template then return true; end
	end, 1000);
end
module:hook("muc-config-submitted", keep_template, -1000);

module:hook("iq-set/bare/http://jabber.org/protocol/muc#owner:query", function (event)
	if event.stanza.tags[1]:get_child("destroy") then
		event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed", "Rooms are closed by the administrator"));
		return true;
	end
end, 100);

-- Hats ------------------------------------------------------------------------------------------------------------------------------------------

local function without_hats(tag)
	if tag.attr.xmlns == xmlns_hats or tag.attr.xmlns == xmlns_hats_xep then return nil; end
	return tag;
end

for _, kind in ipairs { "presence/full", "presence/bare", "message/full", "message/bare" } do
	module:hook(kind, function (event) event.stanza:maptags(without_hats); end, 1000);
end

module:hook("muc-build-occupant-presence", function (event)
	local bare_jid = event.occupant and event.occupant.bare_jid or event.bare_jid;
	if not bare_jid then return; end
	local username, host = jid_split(bare_jid);
	local groups = host == user_host and prosody.hosts[user_host].modules.wardline_groups;
	if not groups then return; end
	local hats = st.stanza("hats", { xmlns = xmlns_hats });
	for group in pairs(groups.groups_of(username)) do
		if role_groups:contains(group) then hats:tag("hat", { uri = "urn:wardline:role:" .. group, title = group }):up(); end
	end
	if #hats.tags > 0 then event.stanza:add_direct_child(hats); end
end);
