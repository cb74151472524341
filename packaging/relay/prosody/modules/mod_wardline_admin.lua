-- SPDX-License-Identifier: GPL-3.0-or-later
-- The commands of packaging/relay/relay, over Prosody's admin socket: <command xmlns='urn:wardline:admin:0' name='add-user'>JSON</command> in,
-- <result xmlns='urn:wardline:admin:0' type='ok|error'>JSON</result> out. Whoever may open the socket is an administrator.

module:set_global();
module:depends "admin_socket";

local st = require "util.stanza";
local json = require "util.json";
local datetime = require "util.datetime";
local nodeprep = require "util.encodings".stringprep.nodeprep;
local usermanager = require "core.usermanager";
local seal = module:require "wardline_seal";
local clock = module:require "wardline_clock";
local audit = module:require "wardline_audit";
local otp = module:require "wardline_otp";

local xmlns_admin = "urn:wardline:admin:0";
local host_name = module:get_option_string("wardline_host");
local rooms_name = module:get_option_string("wardline_rooms");
local affiliations = { member = true, admin = true, owner = true, none = true };
local commands = {};

local function loaded(host, name)
	local mod = prosody.hosts[host] and prosody.hosts[host].modules[name];
	if not mod then error({ "mod_" .. name .. " is not loaded on " .. tostring(host) }); end
	return mod;
end

local function on_host(name) return loaded(host_name, name); end
local function on_rooms() return loaded(rooms_name, "wardline_rooms"); end

-- Reading arguments: each function returns a good value or raises { text } ----------------------------------------------------------------------

local function need(ok, text)
	if not ok then error({ text }); end
	return ok;
end

local function new_name(args)
	local name = args.name;
	need(type(name) == "string" and name:match("^[a-z0-9][a-z0-9._-]*$") and #name <= 64 and nodeprep(name) == name,
		"a name is 1 to 64 of a-z, 0-9, '.', '_', '-' and begins with a letter or digit");
	return name;
end

local function account(args)
	local name = new_name(args);
	need(on_host("auth_wardline").account_state(name) ~= "absent", "no such account");
	return name;
end

local function password(args)
	need(type(args.password) == "string" and #args.password >= 8 and #args.password <= 512, "a password has 8 to 512 bytes");
	return args.password;
end

local function label(text, what)
	need(type(text) == "string" and #text >= 1 and #text <= 128 and not text:find("[%c<>&\"]"), what .. " is 1 to 128 plain characters");
	return text;
end

local function groups(args)
	local list = args.groups or {};
	need(type(list) == "table" and #list <= 32, "at most 32 groups");
	for _, group in ipairs(list) do label(group, "a group"); end
	return list;
end

local function time(text)
	if text == nil then return nil; end
	local parsed = type(text) == "string" and text:match("^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%dZ$") and datetime.parse(text);
	return need(parsed, "a time looks like 2026-01-31T18:00:00Z");
end

local function room(args)
	local found, problem = on_rooms().find_room(label(args.room, "a room"));
	return need(found, problem or "no such room");
end

local function done(ok, problem)
	return need(ok, problem or "the change was refused");
end

-- Accounts --------------------------------------------------------------------------------------------------------------------------------------

local function jid_of(name) return name .. "@" .. host_name; end

commands["ping"] = function ()
	return { host = host_name, rooms = rooms_name, time = clock.text(clock.now()) };
end

commands["add-user"] = function (args)
	local name, secret, list, until_time = new_name(args), password(args), groups(args), time(args["until"]);
	need(on_host("auth_wardline").account_state(name) == "absent", "that account exists");
	local display = args.display and label(args.display, "a display name");
	done(usermanager.create_user(name, secret, host_name));
	if until_time then done(on_host("auth_wardline").set_account(name, { valid_until = until_time })); end
	done(on_host("wardline_groups").set_entry(name, display, list));
	return { jid = jid_of(name), groups = list };
end

commands["set-groups"] = function (args)
	local name, list = account(args), groups(args);
	local entry = on_host("wardline_groups").get_entry(name);
	done(on_host("wardline_groups").set_entry(name, args.display and label(args.display, "a display name") or entry.name, list));
	return { jid = jid_of(name), groups = list };
end

commands["set-password"] = function (args)
	local name = account(args);
	done(usermanager.set_password(name, password(args), host_name));
	on_host("wardline_account").kick(name, "Password changed");
	return { jid = jid_of(name) };
end

commands["disable-user"] = function (args)
	local name = account(args);
	done(on_host("auth_wardline").set_account(name, { disabled = true }));
	local count = done(on_host("wardline_account").kick(name, "Account disabled"));
	on_host("wardline_delays").forget(name);
	on_host("wardline_groups").refresh(name);
	return { jid = jid_of(name), sessions_closed = count };
end

commands["enable-user"] = function (args)
	local name = account(args);
	done(on_host("auth_wardline").set_account(name, { disabled = false, valid_until = time(args["until"]) or false }));
	on_host("wardline_groups").refresh(name);
	return { jid = jid_of(name) };
end

commands["kick"] = function (args)
	local name = account(args);
	return { jid = jid_of(name), sessions_closed = done(on_host("wardline_account").kick(name, "Signed out by the administrator")) };
end

commands["list-users"] = function ()
	local list = {};
	for name in on_host("auth_wardline").users_with_accounts() do
		local names = {};
		for group in pairs(on_host("wardline_groups").get_entry(name).groups or {}) do names[#names + 1] = group; end
		table.sort(names);
		list[#list + 1] = { jid = jid_of(name), state = on_host("auth_wardline").account_state(name), groups = names,
			totp = on_host("wardline_totp").describe(name) };
	end
	table.sort(list, function (a, b) return a.jid < b.jid; end);
	return { users = list };
end

-- The second factor -----------------------------------------------------------------------------------------------------------------------------

commands["totp-require"] = function (args)
	local name = account(args);
	local ticket, problem = on_host("wardline_totp").require_totp(name);
	need(ticket ~= nil, problem);
	done(on_host("wardline_account").kick(name, "A code is demanded from now on"));
	return { jid = jid_of(name), ticket = ticket or nil, enrolled = ticket == false };
end

commands["totp-reset"] = function (args)
	local name = account(args);
	local ticket = done(on_host("wardline_totp").reset_totp(name));
	done(on_host("wardline_account").kick(name, "The second factor was reset"));
	on_host("wardline_delays").forget(name);
	return { jid = jid_of(name), ticket = ticket };
end

commands["totp-import"] = function (args)
	local name = account(args);
	local digits, period, algorithm = args.digits or 6, args.period or 30, args.algorithm or "SHA1";
	need(digits == 6 or digits == 8, "a code has 6 or 8 digits");
	need(period == 30 or period == 60, "a step has 30 or 60 seconds");
	need(otp.algorithms[algorithm], "the algorithm is SHA1, SHA256 or SHA512");
	local text = type(args.seed) == "string" and args.seed:gsub("%s", "") or "";
	local seed = args.encoding == "hex" and text:match("^%x+$") and #text % 2 == 0 and seal.from_hex(text:lower())
		or args.encoding == "base32" and seal.from_base32(text) or nil;
	need(seed and #seed >= 16 and #seed <= 64, "a seed has 16 to 64 bytes, in Base32 or hexadecimal");
	done(on_host("wardline_totp").import_totp(name, seed, digits, period, algorithm));
	done(on_host("wardline_account").kick(name, "A code is demanded from now on"));
	return { jid = jid_of(name) };
end

commands["totp-pass"] = function (args)
	local name = account(args);
	local until_time = need(time(args["until"]), "a pass needs an end");
	done(on_host("wardline_totp").pass_totp(name, until_time));
	return { jid = jid_of(name), ["until"] = clock.text(until_time) };
end

-- Rooms -----------------------------------------------------------------------------------------------------------------------------------------

local xmlns_bookmarks = "urn:xmpp:bookmarks:1";
local bookmark_options = { persist_items = true, max_items = "max", send_last_published_item = "never", access_model = "whitelist" };

local function bookmark(name, target, wanted)
	local pep = prosody.hosts[host_name].modules.pep;
	if not pep then return; end
	local service = pep.get_pep_service(name);
	if not wanted then
		service:retract(xmlns_bookmarks, true, target.jid, st.stanza("retract", { id = target.jid }));
		return;
	end
	local item = st.stanza("item", { xmlns = "http://jabber.org/protocol/pubsub", id = target.jid })
		:tag("conference", { xmlns = xmlns_bookmarks, name = target:get_name(), autojoin = "true" });
	item:reset();
	local ok, problem = service:publish(xmlns_bookmarks, true, target.jid, item, bookmark_options);
	if not ok then module:log("warn", "A bookmark could not be set: %s", problem); end
end

commands["add-room"] = function (args)
	local name = label(args.name, "a room name");
	local made = done(on_rooms().add_room(name, args.template, args.kind));
	return { jid = made.jid, name = name, template = args.template };
end

commands["add-member"] = function (args)
	local name, target = account(args), room(args);
	local affiliation = args.affiliation or "member";
	need(affiliations[affiliation] and affiliation ~= "none", "an affiliation is member, admin or owner");
	need(not args.observer or affiliation == "member", "an observer is a member");
	done(on_rooms().set_member(target, jid_of(name), affiliation, args.observer == true));
	bookmark(name, target, true);
	return { room = target.jid, jid = jid_of(name), affiliation = affiliation, observer = args.observer == true };
end

commands["remove-member"] = function (args)
	local name, target = account(args), room(args);
	done(on_rooms().set_member(target, jid_of(name), "none", false));
	bookmark(name, target, false);
	return { room = target.jid, jid = jid_of(name), affiliation = "none" };
end

commands["list-rooms"] = function ()
	return { rooms = on_rooms().list_rooms() };
end

commands["test-clock"] = function (args)
	need(type(args.seconds) == "number" and math.abs(args.seconds) < 1e9, "seconds are a number");
	local offset = done(clock.move(math.floor(args.seconds)));
	on_host("wardline_account").sweep();
	return { offset = offset };
end

-- The socket ------------------------------------------------------------------------------------------------------------------------------------

local silent = { ping = true, ["list-users"] = true, ["list-rooms"] = true, ["test-clock"] = true };

-- Only these arguments reach the audit file.
local function audited(args)
	return { by = type(args.by) == "string" and args.by:sub(1, 64) or nil, groups = args.groups, ["until"] = args["until"], template = args.template,
		room = args.room, affiliation = args.affiliation, observer = args.observer };
end

local function run(name, args)
	local command = commands[name];
	need(command, "no such command");
	local record = audited(args);
	local subject = type(args.name) == "string" and args.name:sub(1, 128) or nil;
	if not silent[name] then
		record.outcome = "begun";
		need(audit.write(name, subject, record), "the audit file cannot be written: nothing was changed");
	end
	local ok, result = pcall(command, args);
	if not silent[name] then
		record.outcome = ok and "done" or "refused";
		audit.write(name, subject, record);
	end
	if not ok then error(result, 0); end
	return result;
end

module:hook("admin/" .. xmlns_admin .. ":command", function (event)
	local session, stanza = event.origin, event.stanza;
	local args = json.decode(stanza:get_text() or "{}");
	if type(args) ~= "table" then args = {}; end
	for key, value in pairs(args) do
		if value == json.null then args[key] = nil; end
	end
	local ok, result = pcall(run, stanza.attr.name, args);
	if not ok and type(result) ~= "table" then
		module:log("error", "Command %s failed: %s", stanza.attr.name, result);
		result = { "the relay failed; its log says why" };
	end
	session.send(st.stanza("result", { xmlns = xmlns_admin, type = ok and "ok" or "error" })
		:text(json.encode(ok and result or { error = result[1] })));
	return true;
end);
