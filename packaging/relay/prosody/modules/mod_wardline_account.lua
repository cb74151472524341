-- SPDX-License-Identifier: GPL-3.0-or-later
-- What happens to live sessions: they end with their sign-in, with their account, and when an administrator says so. A user may change the password,
-- and may not delete the account.

local st = require "util.stanza";
local timer = require "util.timer";
local clock = module:require "wardline_clock";
local accounts = module:depends "auth_wardline";
local fast = module:depends "wardline_fast";

local host_session = prosody.hosts[module.host];
local sweep_every = module:get_option_number("wardline_sweep_seconds", 20);
local renewed = {}; -- user -> agent -> expiry: a session that was resumed after a new sign-in goes by that

module:hook("wardline-signed-in", function (event)
	if not event.agent then return; end
	renewed[event.username] = renewed[event.username] or {};
	renewed[event.username][event.agent] = event.expires;
end);

--- Closes every session of the account; the tokens die first, so that a reconnect needs the password again. Returns how many there were.
function kick(username, text)
	if not fast.revoke_all(username) then return nil, "the store refused the change"; end
	renewed[username] = nil;
	local user, list = host_session.sessions[username], {};
	for _, session in pairs(user and user.sessions or {}) do list[#list + 1] = session; end
	for _, session in ipairs(list) do session:close { condition = "policy-violation", text = text }; end
	return #list;
end

local function expiry_of(username, session)
	local newer = session.wardline_agent and renewed[username] and renewed[username][session.wardline_agent];
	return math.max(session.wardline_expires or 0, newer or 0);
end

function sweep()
	local doomed = {};
	for username, user in pairs(host_session.sessions) do
		local state = accounts.account_state(username);
		for _, session in pairs(user.sessions) do
			if state ~= "active" then
				doomed[#doomed + 1] = { session, "not-authorized", "Account not active", username };
			elseif expiry_of(username, session) <= clock.now() then
				doomed[#doomed + 1] = { session, "policy-violation", "Sign-in expired" };
			end
		end
	end
	for _, entry in ipairs(doomed) do
		if entry[4] then fast.revoke_all(entry[4]); end
		entry[1]:close { condition = entry[2], text = entry[3] };
	end
	return sweep_every;
end

timer.add_task(sweep_every, sweep);

module:hook("iq/self/jabber:iq:register:query", function (event)
	if event.stanza.attr.type ~= "set" then return; end
	if event.stanza.tags[1]:get_child("remove") then
		event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed", "Accounts are kept by the administrator"));
		return true;
	end
	local password = event.stanza.tags[1]:get_child_text("password");
	if password and #password < 8 then
		event.origin.send(st.error_reply(event.stanza, "modify", "not-acceptable", "At least eight characters"));
		return true;
	end
end, 100);

module:hook("iq/host/jabber:iq:register:query", function (event)
	event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed"));
	return true;
end, 100);
