-- SPDX-License-Identifier: GPL-3.0-or-later
-- XEP-0388 with Bind 2 (XEP-0386), FAST (XEP-0484) and the tasks of mod_wardline_totp. The state of a sign-in lives in session.wardline_signin and
-- nowhere else; until it has succeeded, every element that is not of SASL2 closes the stream, so no other profile can take part in it.

local st = require "util.stanza";
local new_sasl = require "util.sasl".new;
local async = require "util.async";
local timer = require "util.timer";
local base64 = require "util.encodings".base64;
local nodeprep = require "util.encodings".stringprep.nodeprep;
local resourceprep = require "util.encodings".stringprep.resourceprep;
local add_filter = require "util.filters".add_filter;
local sessions = require "core.sessionmanager";
local seal = module:require "wardline_seal";
local clock = module:require "wardline_clock";

local accounts = module:depends "auth_wardline";
local totp = module:depends "wardline_totp";
local fast = module:depends "wardline_fast";
local delays = module:depends "wardline_delays";

local xmlns_sasl2, xmlns_errors = "urn:xmpp:sasl:2", "urn:ietf:params:xml:ns:xmpp-sasl";
local xmlns_bind2, xmlns_bind = "urn:xmpp:bind:0", "urn:ietf:params:xml:ns:xmpp-bind";
local xmlns_fast, xmlns_carbons, xmlns_csi = "urn:xmpp:fast:0", "urn:xmpp:carbons:2", "urn:xmpp:csi:0";
local xmlns_totp, xmlns_refused = "urn:wardline:totp:0", "urn:wardline:refused:0";
local archive = module:open_store(module:get_option_string("archive_store", "archive"), "archive");
local signin_ttl = module:get_option_number("wardline_signin_ttl", 12 * 3600);
local password_timeout = module:get_option_number("wardline_password_timeout", 60);
local attempts_per_stream = 3;

for _, other in ipairs { "saslauth", "legacyauth", "bosh", "tokenauth", "sasl2", "register_ibr" } do
	if module:get_host_type() == "local" and prosody.hosts[module.host].modules[other] then
		error("mod_" .. other .. " is loaded: it would be a way around the second factor", 0);
	end
end

module:hook("module-loaded", function (event)
	if event.module == "saslauth" or event.module == "legacyauth" or event.module == "bosh" or event.module == "sasl2" then
		module:log("error", "mod_%s was loaded; sign-in through it is refused, but it must go", event.module);
	end
end);

-- Leaving ---------------------------------------------------------------------------------------------------------------------------------------

local function close(session, text)
	session.wardline_signin = nil;
	session:close { condition = "policy-violation", text = text };
	return true;
end

local function fail(session, condition, wait)
	local signin = session.wardline_signin or {};
	session.wardline_signin = nil;
	session.wardline_failures = (session.wardline_failures or 0) + 1;
	module:log("info", "Sign-in failed: account=%s address=%s stage=%s reason=%s", signin.username or "-", session.ip or "-",
		signin.stage or "-", condition);
	module:fire_event("authentication-failure", { session = session, condition = condition });
	local failure = st.stanza("failure", { xmlns = xmlns_sasl2 }):tag(condition, { xmlns = xmlns_errors }):up();
	if wait then failure:tag("wait", { xmlns = xmlns_totp, seconds = ("%d"):format(math.ceil(wait)) }):up(); end
	session.send(failure);
	if session.wardline_failures >= attempts_per_stream then return close(session, "Too many attempts"); end
	return true;
end

-- The stream before sign-in ---------------------------------------------------------------------------------------------------------------------

-- Everything else becomes an element that closes the stream; stanzas must not reach other modules from here.
local function only_sasl2(stanza, session)
	if session.type ~= "c2s_unauthed" or stanza.attr.xmlns == xmlns_sasl2 then return stanza; end
	return st.stanza("refused", { xmlns = xmlns_refused });
end

module:hook("stanza/" .. xmlns_refused .. ":refused", function (event)
	return close(event.origin, "Sign in first");
end);

-- Prosody 13.0 sends stream errors over WebSocket without the declaration of their prefix (RFC 7395 3.3.3 wants it in each frame).
local function declare_prefix(data)
	if data:sub(1, 14) ~= "<stream:error>" then return data; end
	return "<stream:error xmlns:stream='http://etherx.jabber.org/streams'>" .. data:sub(15);
end

module:hook_global("websocket-session", function (event)
	add_filter(event.session, "bytes/out", declare_prefix, 10000);
end);

local function offer(session, features)
	features:tag("authentication", { xmlns = xmlns_sasl2 })
		:text_tag("mechanism", "SCRAM-SHA-256")
		:tag("inline")
			:tag("bind", { xmlns = xmlns_bind2 }):tag("inline")
				:tag("feature", { var = xmlns_carbons }):up()
				:tag("feature", { var = xmlns_csi }):up()
			:up():up()
			:tag("fast", { xmlns = xmlns_fast }):text_tag("mechanism", fast.mechanism):up()
		:up():up();
	if session.wardline_guarded then return; end
	session.wardline_guarded = true;
	add_filter(session, "stanzas/in", only_sasl2, 10000);
	timer.add_task(password_timeout, function ()
		if session.type == "c2s_unauthed" and not (session.wardline_signin and session.wardline_signin.stage == "task") then
			session:close("connection-timeout");
		end
	end);
end

module:hook("stream-features", function (event)
	local session, features = event.origin, event.features;
	if session.type == "c2s_unauthed" then
		if session.secure and session.websocket_request then offer(session, features); end
	elseif session.type == "c2s_unbound" then
		features:tag("bind", { xmlns = xmlns_bind }):tag("required"):up():up();
	end
end);

-- RFC 6120 7, for a client that tried to resume first and could not.
module:hook("stanza/iq/" .. xmlns_bind .. ":bind", function (event)
	local session, stanza = event.origin, event.stanza;
	local signed_in = session.type == "c2s_unbound" and session.wardline_expires and session.wardline_expires > clock.now();
	if not signed_in or stanza.attr.type ~= "set" or accounts.account_state(session.username) ~= "active" then
		return close(session, "Nothing to bind here");
	end
	local ok, kind, condition, text = sessions.bind_resource(session, session.wardline_resource);
	if ok then
		session.send(st.reply(stanza):tag("bind", { xmlns = xmlns_bind }):text_tag("jid", session.full_jid));
	else
		session.send(st.error_reply(stanza, kind, condition, text));
	end
	return true;
end);

-- Success ---------------------------------------------------------------------------------------------------------------------------------------

local function resource_for(signin)
	local tag = signin.bind and signin.bind:get_child_text("tag", xmlns_bind2);
	tag = tag and resourceprep(tag:sub(1, 64));
	local unique = signin.agent and seal.fingerprint("resource", signin.username .. "\0" .. signin.agent) or seal.to_hex(seal.random(16));
	return (tag and tag ~= "" and tag .. "/" or "") .. unique:sub(1, 20);
end

-- XEP-0386 4.2: the oldest and the newest message in the account's archive at this moment.
local function add_archive_state(success, username)
	if not archive or not archive.find then return; end
	local state = st.stanza("metadata", { xmlns = "urn:xmpp:mam:2" });
	for _, edge in ipairs { "start", "end" } do
		local results = archive:find(username, { limit = 1, reverse = edge == "end" });
		local id, _, time = (results or function () end)();
		if not id then return; end
		state:tag(edge, { id = id, timestamp = clock.text(time) }):up();
	end
	success:add_child(state);
end

local function bind(session, signin, success)
	local ok, _, condition = sessions.bind_resource(session, session.wardline_resource);
	if not ok then
		module:log("warn", "No resource could be bound: %s", condition);
		return nil;
	end
	local carbons = signin.bind:get_child("enable", xmlns_carbons);
	if carbons then session.want_carbons = xmlns_carbons; end
	if signin.bind:get_child("inactive", xmlns_csi) then
		session.state = "inactive";
		module:fire_event("csi-client-inactive", { origin = session });
	end
	-- XEP-0386 4.2: the archive has them.
	module:fire_event("message/offline/delete", { origin = session });
	success:tag("bound", { xmlns = xmlns_bind2 });
	add_archive_state(success, signin.username);
	success:up();
	return true;
end

local function token_for(signin, success)
	local wanted = signin.request_token or (signin.fast and not signin.invalidate);
	if not wanted or not signin.agent then return; end
	local token = fast.issue(signin.username, signin.agent, signin.expires, signin.factor);
	if token then success:tag("token", { xmlns = xmlns_fast, token = token, expiry = clock.text(signin.expires) }):up(); end
end

local function complete(session, extra)
	local signin = session.wardline_signin;
	local username = signin.username;
	local state, valid_until = accounts.account_state(username);
	if state ~= "active" or not signin.factor then return fail(session, "not-authorized"); end
	signin.expires = signin.expires or clock.now() + signin_ttl;
	signin.expires = math.min(signin.expires, signin.expires_by or math.huge, valid_until or math.huge);
	if not signin.fast and not delays.remember(username, signin.agent) then return fail(session, "temporary-auth-failure"); end
	session.wardline_resource = resource_for(signin);
	local success = st.stanza("success", { xmlns = xmlns_sasl2 });
	if signin.server_final then success:text_tag("additional-data", base64.encode(signin.server_final)); end
	local tail = st.stanza("tail");
	if not sessions.make_authenticated(session, username) then return fail(session, "not-authorized"); end
	session.wardline_expires, session.wardline_agent, session.wardline_factor = signin.expires, signin.agent, signin.factor;
	if signin.bind and not bind(session, signin, tail) then return close(session, "No resource could be bound"); end
	token_for(signin, tail);
	success:text_tag("authorization-identifier", session.full_jid or (username .. "@" .. module.host));
	for _, child in ipairs(tail.tags) do success:add_child(child); end
	if signin.factor == "pass" then success:tag("pass", { xmlns = "urn:wardline:totp:0" }):up(); end
	for _, child in ipairs(extra or {}) do success:add_child(child); end
	session.wardline_signin = nil;
	module:log("info", "Signed in: account=%s address=%s factor=%s", username, session.ip or "-", signin.fast and "token" or signin.factor);
	module:fire_event("authentication-success", { session = session });
	module:fire_event("wardline-signed-in", { session = session, username = username, agent = signin.agent, expires = signin.expires });
	session.send(success);
	local features = st.stanza("stream:features");
	module:fire_event("stream-features", { origin = session, features = features });
	session.send(features);
	return true;
end

local function ask(session, tasks, server_final)
	local signin = session.wardline_signin;
	signin.stage, signin.tasks, signin.task = "task", {}, nil;
	local continue = st.stanza("continue", { xmlns = xmlns_sasl2 });
	if server_final then continue:text_tag("additional-data", base64.encode(server_final)); end
	continue:tag("tasks");
	for _, task in ipairs(tasks) do
		signin.tasks[task] = true;
		continue:text_tag("task", task);
	end
	session.send(continue);
	return true;
end

-- The password ----------------------------------------------------------------------------------------------------------------------------------

local profile = {
	mechanisms = { ["SCRAM-SHA-256"] = true };
	scram_sha_256 = function (_, username) return accounts.scram_keys(username); end;
};

-- Waits its turn without holding up anyone else. False when the attempt was given up: the stream is gone, or too many wait from the same address.
local function wait_for(session, signin, seconds)
	if seconds <= 0 then return true; end
	local wait, done = async.waiter();
	local entry = { give_up = function (self) self.given_up = true; done(); end };
	local leave = delays.queue(signin.username, signin.agent, session.ip or "-", entry);
	timer.add_task(seconds, function () if not entry.given_up then done(); end end);
	wait();
	leave();
	if session.destroyed or session.wardline_signin ~= signin then return false; end
	if entry.given_up then fail(session, "not-authorized"); end
	return not entry.given_up;
end

local function feed_scram(session, text)
	local signin = session.wardline_signin;
	if signin.stage == "proof" then
		local seconds = delays.password_delay(signin.username, signin.agent, session.ip or "-");
		if not wait_for(session, signin, seconds) then return true; end
	elseif not text:match("^[ny],,n=") then
		return fail(session, "malformed-request"); -- no channel binding here, and nobody acts for somebody else
	end
	local ok, status, data = pcall(signin.sasl.process, signin.sasl, text);
	if not ok then return fail(session, "malformed-request"); end
	signin.username = signin.sasl.username;
	if status == "challenge" and signin.stage == "begin" then
		signin.stage = "proof";
		session.send(st.stanza("challenge", { xmlns = xmlns_sasl2 }):text(base64.encode(data)));
		return true;
	elseif status ~= "success" or signin.stage ~= "proof" then
		if signin.username then delays.password_failed(signin.username, signin.agent, session.ip or "-"); end
		return fail(session, data == "malformed-request" and data or "not-authorized");
	end
	local tasks = totp.tasks_for(signin.username, signin);
	if tasks then return ask(session, tasks, data); end
	signin.server_final = data;
	return complete(session);
end

-- The token -------------------------------------------------------------------------------------------------------------------------------------

local function feed_token(session, text)
	local signin = session.wardline_signin;
	local name, initiator = text:match("^([^\0]+)\0(.+)$");
	signin.username = name and nodeprep(name);
	signin.stage = "token";
	if not signin.username or not signin.fast then return fail(session, "malformed-request"); end
	if not signin.agent then return fail(session, "not-authorized"); end
	local record, answer = fast.verify(signin.username, signin.agent, initiator);
	if not record then return fail(session, answer == "expired" and "credentials-expired" or "not-authorized"); end
	if not totp.factor_suffices(signin.username, record.factor) then return fail(session, "not-authorized"); end
	if signin.invalidate and not fast.revoke_profile(signin.username, signin.agent) then return fail(session, "temporary-auth-failure"); end
	signin.expires, signin.factor, signin.server_final = record.expires, record.factor, answer;
	return complete(session);
end

-- What the client sends -------------------------------------------------------------------------------------------------------------------------

local function decode(session, text)
	local decoded = text and text ~= "" and base64.decode(text);
	if not decoded then fail(session, text and text ~= "" and "incorrect-encoding" or "malformed-request"); end
	return decoded;
end

local function may_sign_in(session)
	return session.type == "c2s_unauthed" and session.secure and session.websocket_request and not session.destroyed;
end

local function is_true(value)
	return value == "true" or value == "1";
end

module:hook("stanza/" .. xmlns_sasl2 .. ":authenticate", function (event)
	local session, stanza = event.origin, event.stanza;
	if not may_sign_in(session) or session.wardline_signin then return close(session, "One sign-in at a time"); end
	local agent = stanza:get_child("user-agent", xmlns_sasl2);
	local id = agent and agent.attr.id;
	if id and not id:match("^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$") then id = nil; end
	local token_request = stanza:get_child("request-token", xmlns_fast);
	local use = stanza:get_child("fast", xmlns_fast);
	session.wardline_signin = {
		stage = "begin", address = session.ip, agent = id and id:lower(), bind = stanza:get_child("bind", xmlns_bind2),
		request_token = token_request and token_request.attr.mechanism == fast.mechanism,
		fast = use ~= nil and stanza.attr.mechanism == fast.mechanism, invalidate = use and is_true(use.attr.invalidate),
	};
	local feed;
	if stanza.attr.mechanism == "SCRAM-SHA-256" then
		session.wardline_signin.sasl = new_sasl(module.host, profile);
		session.wardline_signin.sasl:select("SCRAM-SHA-256");
		feed = feed_scram;
	elseif stanza.attr.mechanism == fast.mechanism then
		feed = feed_token;
	else
		return fail(session, "invalid-mechanism");
	end
	local text = decode(session, stanza:get_child_text("initial-response", xmlns_sasl2));
	return text and feed(session, text) or true;
end);

module:hook("stanza/" .. xmlns_sasl2 .. ":response", function (event)
	local session, signin = event.origin, event.origin.wardline_signin;
	if not may_sign_in(session) or not signin or signin.stage ~= "proof" then return close(session, "No response was asked for"); end
	local text = decode(session, event.stanza:get_text());
	return text and feed_scram(session, text) or true;
end);

local function on_task(event)
	local session, element = event.origin, event.stanza;
	local signin = session.wardline_signin;
	if not may_sign_in(session) or not signin or signin.stage ~= "task" then return close(session, "No task is due"); end
	if element.name == "next" then
		if signin.task or not signin.tasks[element.attr.task] then return close(session, "That task is not due"); end
		signin.task = element.attr.task;
	elseif not signin.task then
		return close(session, "No task was chosen");
	end
	local answer = totp.judge(signin, element);
	if answer.failure then return fail(session, answer.failure, answer.wait); end
	if answer.tasks then return ask(session, answer.tasks); end
	if answer.reply then
		session.send(st.stanza("task-data", { xmlns = xmlns_sasl2 }):add_child(answer.reply));
		return true;
	end
	return complete(session, answer.extra);
end

module:hook("stanza/" .. xmlns_sasl2 .. ":next", on_task);
module:hook("stanza/" .. xmlns_sasl2 .. ":task-data", on_task);

module:hook("stanza/" .. xmlns_sasl2 .. ":abort", function (event)
	local session = event.origin;
	if not may_sign_in(session) or not session.wardline_signin then return close(session, "Nothing to abort"); end
	return fail(session, "aborted");
end);
