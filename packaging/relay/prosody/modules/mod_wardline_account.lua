-- SPDX-License-Identifier: GPL-3.0-or-later
-- What happens to live sessions: they end with their sign-in, with their account, and when an administrator says so. A user may change the password,
-- and may not delete the account.

local st = require "util.stanza";
local sessions = require "core.sessionmanager";
local clock = module:require "wardline_clock";
local accounts = module:depends "auth_wardline";
local fast = module:depends "wardline_fast";

local host_session = prosody.hosts[module.host];
local streams = module:shared("/*/c2s/sessions");
local sweep_every = module:get_option_number("wardline_sweep_seconds", 20);
local renewed = {}; -- user -> agent -> expiry: a session that was resumed after a new sign-in goes by that

module:hook("wardline-signed-in", function (event)
	if not event.agent then return; end
	renewed[event.username] = renewed[event.username] or {};
	renewed[event.username][event.agent] = event.expires;
end);

-- Every session of one account, or of all: bound ones, those that wait to be resumed, and streams that signed in and have bound nothing yet.
local function sessions_of(username)
	local found = {};
	local function add(session)
		if session.host == module.host and session.username and (not username or session.username == username) then found[session] = true; end
	end
	for name, user in pairs(host_session.sessions) do
		if not username or name == username then
			for _, session in pairs(user.sessions) do add(session); end
		end
	end
	for _, session in pairs(streams) do add(session); end
	return found;
end

local function finish(session, condition, text)
	local has_stream = session.conn ~= nil;
	session:close { condition = condition, text = text };
	-- A session that waits to be resumed has no stream to close; closing only took its resumption away.
	if not has_stream and not session.destroyed then sessions.destroy_session(session, text); end
end

--- Closes every session of the account; the tokens die first, so that a reconnect needs the password again. Returns how many there were.
function kick(username, text)
	if not fast.revoke_all(username) then return nil, "the store refused the change"; end
	renewed[username] = nil;
	local count = 0;
	for session in pairs(sessions_of(username)) do
		finish(session, "policy-violation", text);
		count = count + 1;
	end
	return count;
end

local function expiry_of(username, session)
	local newer = session.wardline_agent and renewed[username] and renewed[username][session.wardline_agent];
	return math.max(session.wardline_expires or 0, newer or 0);
end

function sweep()
	for session in pairs(sessions_of()) do
		if accounts.account_state(session.username) ~= "active" then
			fast.revoke_all(session.username);
			finish(session, "not-authorized", "Account not active");
		elseif expiry_of(session.username, session) <= clock.now() then
			finish(session, "policy-violation", "Sign-in expired");
		end
	end
	return sweep_every;
end

module:add_timer(sweep_every, sweep);

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
