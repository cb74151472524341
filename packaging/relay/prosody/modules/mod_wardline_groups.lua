-- SPDX-License-Identifier: GPL-3.0-or-later
-- The roster is the clinic's directory: each account sees every active account with the name and the groups that administrators gave, itself
-- included. Users cannot change a roster, so every group in one is the relay's word.

local st = require "util.stanza";
local new_id = require "util.id".short;
local new_cache = require "util.cache".new;
local accounts = module:depends "auth_wardline";
module:depends "roster";

local store = module:open_store("wardline_directory");
local xmlns_roster = "jabber:iq:roster";
local host_session = prosody.hosts[module.host];
local directory; -- user -> { name, groups = { [group] = true } }

local function load_directory()
	directory = {};
	for username in accounts.users_with_accounts() do
		local entry = accounts.account_state(username) == "active" and (store:get(username) or {});
		if entry then directory[username] = { name = entry.name, groups = entry.groups or {} }; end
	end
	return directory;
end

local function all()
	return directory or load_directory();
end

local function jid_of(username)
	return username .. "@" .. module.host;
end

function groups_of(username)
	local entry = all()[username];
	return entry and entry.groups or {};
end

local function add_item(query, username, entry)
	query:tag("item", { jid = jid_of(username), name = entry.name, subscription = "both" });
	for group in pairs(entry.groups) do query:text_tag("group", group); end
	query:up();
end

local function inject(username, roster)
	for other, entry in pairs(all()) do
		if other ~= username then
			roster[jid_of(other)] = { subscription = "both", name = entry.name, groups = entry.groups, persist = false };
		end
	end
end

module:hook("roster-load", function (event)
	for jid, item in pairs(event.roster) do
		if jid then item.groups = {}; end
	end
	inject(event.username, event.roster);
end);

module:hook("iq/self/" .. xmlns_roster .. ":query", function (event)
	local session, stanza = event.origin, event.stanza;
	if stanza.attr.type == "set" then
		session.send(st.error_reply(stanza, "cancel", "not-allowed", "The roster is kept by the relay"));
		return true;
	end
	local reply = st.reply(stanza):query(xmlns_roster);
	for username, entry in pairs(all()) do add_item(reply, username, entry); end
	session.interested = true;
	session.send(reply);
	return true;
end, 100);

local function push(changed, entry)
	for username, user in pairs(host_session.sessions) do
		if user.roster and username ~= changed then
			user.roster[jid_of(changed)] = entry and { subscription = "both", name = entry.name, groups = entry.groups, persist = false } or nil;
		end
		for _, session in pairs(user.sessions) do
			if session.interested then
				local iq = st.iq({ type = "set", id = new_id(), to = session.full_jid }):query(xmlns_roster);
				if entry then
					add_item(iq, changed, entry);
				else
					iq:tag("item", { jid = jid_of(changed), subscription = "remove" });
				end
				session.send(iq);
			end
		end
	end
end

-- Reads one account again and tells everybody who is online.
function refresh(username)
	load_directory();
	host_session.roster_cache = host_session.roster_cache and new_cache(1024);
	push(username, directory[username]);
end

-- Accounts that ended by themselves leave the directory.
module:add_timer(60, function ()
	local ended = {};
	for username in pairs(all()) do
		if accounts.account_state(username) ~= "active" then ended[#ended + 1] = username; end
	end
	for _, username in ipairs(ended) do refresh(username); end
	return 60;
end);

--- The account's own names: nobody else may bear them in a room.
function owner_of_name(text)
	local wanted = text:lower();
	for username, entry in pairs(all()) do
		if username == wanted or entry.name and entry.name:lower() == wanted then return username; end
	end
end

function bears_name(username, text)
	local entry, wanted = all()[username], text:lower();
	return username == wanted or (entry and entry.name and entry.name:lower() == wanted) or false;
end

function set_entry(username, name, groups)
	local set = {};
	for _, group in ipairs(groups) do set[group] = true; end
	if not store:set(username, { name = name, groups = set }) then return nil, "the store refused the change"; end
	refresh(username);
	module:fire_event("wardline-groups-changed", { username = username });
	return true;
end

function get_entry(username)
	return store:get(username) or { groups = {} };
end
