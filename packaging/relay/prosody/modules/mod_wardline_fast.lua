-- SPDX-License-Identifier: GPL-3.0-or-later
-- XEP-0484 tokens for HT-SHA-256-NONE. No token is stored: only a hash of what the client will send, and the relay's answer to it, sealed. A token
-- carries the expiry of the sign-in with password and code that it goes back to; rotation never moves it.

local base64 = require "util.encodings".base64;
local hashes = require "util.hashes";
local seal = module:require "wardline_seal";
local clock = module:require "wardline_clock";
local audit = module:require "wardline_audit";

local store = module:open_store("wardline_fast");
local profile_limit = 16;

mechanism = "HT-SHA-256-NONE";

local function slot_name(username, agent)
	return seal.fingerprint("fast-profile", username .. "\0" .. agent):sub(1, 32);
end

local function make(username, expires, factor)
	local token = base64.encode(seal.random(32));
	local initiator = hashes.hmac_sha256(token, "Initiator");
	local responder = hashes.hmac_sha256(token, "Responder");
	return token, {
		verifier = hashes.sha256(initiator, true);
		responder = seal.seal("fast|" .. username, responder);
		expires = expires;
		factor = factor;
	};
end

local function drop_stale(list)
	local oldest, count = nil, 0;
	for name, slots in pairs(list) do
		local last = (slots.new or slots.current or {}).expires or 0;
		if last + 86400 < clock.now() then
			list[name] = nil;
		else
			count = count + 1;
			if not oldest or last < oldest.last then oldest = { name = name, last = last }; end
		end
	end
	if count > profile_limit then list[oldest.name] = nil; end
end

--- A new token in the "new" slot (XEP-0484 6.1), or nil when it could not be stored.
function issue(username, agent, expires, factor)
	if expires <= clock.now() then return nil; end
	local list = store:get(username) or {};
	local name = slot_name(username, agent);
	local token, record = make(username, expires, factor);
	list[name] = list[name] or {};
	list[name].new = record;
	drop_stale(list);
	if not store:set(username, list) then return nil; end
	return token;
end

local function matches(record, verifier)
	return record and seal.equals(record.verifier, verifier);
end

--- Judges what the client sent: the record and the relay's answer; or nil and "wrong" or "expired".
function verify(username, agent, initiator)
	local list = store:get(username);
	local slots = list and list[slot_name(username, agent)];
	if not slots then return nil, "wrong"; end
	local verifier = hashes.sha256(initiator, true);
	local record;
	if matches(slots.new, verifier) then
		record = slots.new;
		if record.expires > clock.now() then
			slots.spent, slots.current, slots.new = slots.current and slots.current.verifier, record, nil;
			if not store:set(username, list) then return nil, "wrong"; end
		end
	elseif matches(slots.current, verifier) then
		record = slots.current;
	elseif slots.spent and seal.equals(slots.spent, verifier) then
		list[slot_name(username, agent)] = nil;
		store:set(username, list);
		audit.write("fast-token-reuse", username, { outcome = "tokens of the profile revoked" });
		return nil, "wrong";
	end
	if not record then return nil, "wrong"; end
	if record.expires <= clock.now() then return nil, "expired"; end
	local responder = seal.unseal("fast|" .. username, record.responder);
	if not responder then return nil, "wrong"; end
	return record, responder;
end

function revoke_profile(username, agent)
	local list = store:get(username);
	if not list then return true; end
	list[slot_name(username, agent)] = nil;
	return store:set(username, next(list) and list or nil);
end

function revoke_all(username)
	return store:set(username, nil);
end

module:hook_global("user-password-changed", function (event)
	if event.host == module.host and not revoke_all(event.username) then
		module:log("error", "Tokens could not be revoked after a password change");
	end
end, 300);

module:hook_global("user-deleted", function (event)
	if event.host == module.host then revoke_all(event.username); end
end, 300);
