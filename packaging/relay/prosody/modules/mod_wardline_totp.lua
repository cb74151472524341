-- SPDX-License-Identifier: GPL-3.0-or-later
-- The second factor: XEP-0400 as the SASL2 tasks TOTP and TOTP-INIT. mod_wardline_sasl2 asks which tasks are due and hands each element over; this
-- module judges it and says what comes next. README.md, "What the modules speak", is the description of the wire.

local st = require "util.stanza";
local encodings = require "util.encodings";
local urlencode = require "util.http".urlencode;
local seal = module:require "wardline_seal";
local clock = module:require "wardline_clock";
local audit = module:require "wardline_audit";
local otp = module:require "wardline_otp";
local delays = module:depends "wardline_delays";

local xmlns_mfa, xmlns_totp = "urn:xmpp:mfa:0", "urn:wardline:totp:0";
local store = module:open_store("wardline_totp");
local required_for_all = module:get_option_string("wardline_totp", "required") ~= "optional";
local issuer = module:get_option_string("wardline_totp_issuer", "Wardline");
local ticket_ttl = 24 * 3600;
local pass_longest = module:get_option_number("wardline_totp_pass_longest", 24 * 3600);
local longest_block = 900;
local most_authenticators = 4;

local function load(username)
	local record, problem = store:get(username);
	if problem then return nil, problem; end
	return record or {};
end

local function usable(record)
	return record.authenticators and #record.authenticators > 0;
end

local function demanded(record)
	return required_for_all or record.required;
end

-- An answer to mod_wardline_sasl2: { failure, wait } or { reply } or { tasks } or { extra } for success.
local function refused(wait)
	if wait then return { failure = "temporary-auth-failure", wait = wait }; end
	return { failure = "not-authorized" };
end

--- The tasks due after a right password: a list, nil for none. A store that cannot be read lets nobody in.
function tasks_for(username, signin)
	local record, problem = load(username);
	if not record then
		module:log("error", "The second factors cannot be read: %s", problem);
		return { "TOTP" };
	end
	if not demanded(record) then
		signin.factor = "password";
		return nil;
	end
	if record.pass_until and record.pass_until > clock.now() and usable(record) then
		if not audit.write("totp-pass-used", username, { address = signin.address }) then return { "TOTP" }; end
		signin.factor, signin.expires_by = "pass", record.pass_until;
		return nil;
	end
	return { usable(record) and "TOTP" or "TOTP-INIT" };
end

--- Whether a token won with this factor still lets in.
function factor_suffices(username, factor)
	local record = load(username);
	if not record then return false; end
	if factor == "totp" then return true; end
	if factor == "pass" then return record.pass_until ~= nil and record.pass_until > clock.now(); end
	return not demanded(record);
end

-- Wrong codes -------------------------------------------------------------------------------------------------------------------------------------

local function blocked_for(record, key)
	local entry = record.codes and record.codes[key];
	local left = entry and entry.not_before and entry.not_before - clock.now() or 0;
	return left > 0 and left or nil;
end

local function count_failure(record, key)
	record.codes = record.codes or {};
	local entry = record.codes[key] or { count = 0 };
	if entry.last and entry.last + 86400 < clock.now() then entry.count = 0; end
	entry.count, entry.last = math.min(entry.count + 1, 30), clock.now();
	entry.not_before = entry.count >= 3 and clock.now() + math.min(longest_block, 2 ^ (entry.count - 2)) or nil;
	record.codes[key] = entry;
end

-- Judging ---------------------------------------------------------------------------------------------------------------------------------------

local function seed_of(username, authenticator)
	local seed = seal.unseal("seed|" .. username .. "|" .. authenticator.id, authenticator.seed);
	if not seed then module:log("error", "A seed does not open: was the key file changed?"); end
	return seed;
end

local function try_code(username, record, code)
	for _, authenticator in ipairs(record.authenticators or {}) do
		if #code == authenticator.digits then
			local seed = seed_of(username, authenticator);
			local step = seed and otp.match(code, authenticator, seed, clock.now());
			if step then
				authenticator.floor = step;
				return authenticator;
			end
		end
	end
end

local function recovery_hash(username, code)
	return seal.fingerprint("recovery", username .. "\0" .. code);
end

local function try_recovery(username, record, text)
	local code = seal.normal_code(text);
	if not code or #code ~= 12 then return nil; end
	local hash = recovery_hash(username, code);
	for index, stored in ipairs(record.recovery or {}) do
		if seal.equals(stored, hash) then
			table.remove(record.recovery, index);
			return #record.recovery;
		end
	end
end

local function new_recovery_codes(username, record)
	local shown = st.stanza("recovery-codes", { xmlns = xmlns_totp });
	record.recovery = {};
	for index = 1, 10 do
		local code = seal.new_code(12);
		record.recovery[index] = recovery_hash(username, seal.normal_code(code));
		shown:text_tag("code", code);
	end
	return shown;
end

-- What the client gave: the text of <totp/> or <recovery/>, or of <initial-response/> as XEP-0400 0.1 has it.
local function given(element)
	local totp = element:get_child_text("totp", xmlns_mfa);
	local recovery = element:get_child_text("recovery", xmlns_totp);
	local old = element:get_child_text("initial-response");
	if old and not totp then totp = encodings.base64.decode(old); end
	local code = totp and totp:match("^%s*(%d+)%s*$");
	return code, recovery or (not code and totp) or nil;
end

local function judge_totp(signin, element)
	local username = signin.username;
	local record = load(username);
	if not record then return refused(); end
	local key = delays.code_key(username, signin.agent);
	local wait = blocked_for(record, key);
	if wait then return refused(wait); end
	local code, recovery = given(element);
	local authenticator = code and try_code(username, record, code);
	local left = not authenticator and recovery and try_recovery(username, record, recovery) or nil;
	if not authenticator and not left then
		count_failure(record, key);
		store:set(username, record);
		return refused();
	end
	local extra = {};
	if left then
		extra[1] = st.stanza("recovery-left", { xmlns = xmlns_totp }):text(tostring(left));
	elseif not authenticator.proven then
		authenticator.proven = true;
		if not record.recovery then extra[1] = new_recovery_codes(username, record); end
	end
	if record.codes then record.codes[key] = nil; end
	if not store:set(username, record) then return refused(); end
	if left and not audit.write("recovery-code-used", username, { left = left, address = signin.address }) then return refused(); end
	signin.factor = "totp";
	if element:get_child("add-authenticator", xmlns_totp) and #record.authenticators < most_authenticators then
		signin.may_enrol = true;
		return { tasks = { "TOTP-INIT" } };
	end
	return { extra = extra };
end

local function ticket_hash(username, text)
	local code = seal.normal_code(text);
	return code and seal.fingerprint("ticket", username .. "\0" .. code);
end

local function ticket_is_good(record, hash)
	return hash ~= nil and record.ticket ~= nil and record.ticket.expires > clock.now() and seal.equals(record.ticket.hash, hash);
end

local function offer_seed(signin)
	signin.seed, signin.seed_id = seal.random(20), seal.to_hex(seal.random(8));
	local uri = ("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"):format(urlencode(issuer),
		urlencode(signin.username .. "@" .. module.host), seal.base32(signin.seed), urlencode(issuer));
	return { reply = st.stanza("setup", { xmlns = xmlns_mfa }):text(uri) };
end

local function begin_enrolment(signin, element)
	local username = signin.username;
	local record = load(username);
	if not record then return refused(); end
	if signin.may_enrol then return offer_seed(signin); end
	local key = delays.code_key(username, signin.agent);
	local wait = blocked_for(record, key);
	if wait then return refused(wait); end
	local hash = ticket_hash(username, element:get_child_text("ticket", xmlns_totp));
	if not ticket_is_good(record, hash) or usable(record) then
		count_failure(record, key);
		store:set(username, record);
		return refused();
	end
	signin.ticket_hash = hash;
	return offer_seed(signin);
end

local function finish_enrolment(signin, element)
	local username = signin.username;
	local record = load(username);
	-- The ticket is looked at again: another enrolment may have used it up in the meantime.
	if not record or not (signin.may_enrol or ticket_is_good(record, signin.ticket_hash)) then return refused(); end
	local key = delays.code_key(username, signin.agent);
	local authenticator = { id = signin.seed_id, digits = 6, period = 30, algorithm = "SHA1", proven = true, created = clock.now() };
	local code = given(element);
	local step = code and #code == 6 and otp.match(code, authenticator, signin.seed, clock.now());
	if not step then
		count_failure(record, key);
		store:set(username, record);
		return refused();
	end
	authenticator.floor = step;
	authenticator.seed = seal.seal("seed|" .. username .. "|" .. signin.seed_id, signin.seed);
	record.authenticators = record.authenticators or {};
	table.insert(record.authenticators, authenticator);
	record.ticket, record.required = nil, true;
	if record.codes then record.codes[key] = nil; end
	local extra = {};
	if not record.recovery then extra[1] = new_recovery_codes(username, record); end
	if not audit.write("totp-enrolled", username, { authenticators = #record.authenticators, address = signin.address }) then return refused(); end
	if not store:set(username, record) then return refused(); end
	signin.factor, signin.seed = "totp", nil;
	return { extra = extra };
end

--- `element` is a <next/> or a <task-data/>; `signin.task` names the task it belongs to.
function judge(signin, element)
	if signin.task == "TOTP" then
		local empty = element.name == "next" and #element.tags == 0;
		if empty then return { reply = st.stanza("totp", { xmlns = xmlns_mfa }) }; end
		return judge_totp(signin, element);
	end
	if signin.seed then return finish_enrolment(signin, element); end
	return begin_enrolment(signin, element);
end

-- For administrators ----------------------------------------------------------------------------------------------------------------------------

local function with_new_ticket(username, record)
	local ticket = seal.new_code(16);
	record.ticket = { hash = ticket_hash(username, ticket), expires = clock.now() + ticket_ttl };
	record.required = true;
	if not store:set(username, record) then return nil, "the store refused the change"; end
	return ticket;
end

--- Demands a code from now on; a ticket where an authenticator must still be enrolled.
function require_totp(username)
	local record, problem = load(username);
	if not record then return nil, problem; end
	if not usable(record) then return with_new_ticket(username, record); end
	record.required = true;
	if not store:set(username, record) then return nil, "the store refused the change"; end
	return false;
end

--- Forgets every authenticator, recovery code and pass, and gives a ticket for a new enrolment.
function reset_totp(username)
	return with_new_ticket(username, {});
end

--- A hardware token. It becomes active with its first right code.
function import_totp(username, seed, digits, period, algorithm)
	local record, problem = load(username);
	if not record then return nil, problem; end
	record.authenticators = record.authenticators or {};
	if #record.authenticators >= most_authenticators then return nil, "there are four authenticators already"; end
	local id = seal.to_hex(seal.random(8));
	table.insert(record.authenticators, {
		id = id, seed = seal.seal("seed|" .. username .. "|" .. id, seed), digits = digits, period = period, algorithm = algorithm,
		created = clock.now(), hardware = true,
	});
	record.required, record.ticket = true, nil;
	if not store:set(username, record) then return nil, "the store refused the change"; end
	return true;
end

function pass_totp(username, until_time)
	local record, problem = load(username);
	if not record then return nil, problem; end
	if not usable(record) then return nil, "there is no authenticator to pass over: use totp-require"; end
	if until_time <= clock.now() then return nil, "that time has passed"; end
	if until_time > clock.now() + pass_longest then return nil, ("a pass lasts %d hours at most"):format(pass_longest // 3600); end
	record.pass_until = until_time;
	if not store:set(username, record) then return nil, "the store refused the change"; end
	return true;
end

function describe(username)
	local record = load(username) or {};
	return {
		required = demanded(record) and true or false, authenticators = #(record.authenticators or {}),
		recovery_left = #(record.recovery or {}), pass_until = record.pass_until and clock.text(record.pass_until) or nil,
	};
end
