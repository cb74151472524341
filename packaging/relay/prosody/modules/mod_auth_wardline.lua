-- SPDX-License-Identifier: GPL-3.0-or-later
-- The accounts. Passwords are kept as SCRAM-SHA-256 keys in the layout of Prosody's own internal_hashed provider. Nothing but mod_wardline_sasl2 can
-- sign anyone in: the SASL handler given to anybody else has no mechanisms, and test_password always refuses.

local scram = require "util.sasl.scram";
local new_sasl = require "util.sasl".new;
local hashes = require "util.hashes";
local seal = module:require "wardline_seal";
local clock = module:require "wardline_clock";

local accounts = module:open_store("accounts");
local iterations = module:get_option_number("wardline_scram_iterations", 50000);
local make_keys = scram.hashers["SHA-256"];

local provider = {};

function provider.test_password()
	return nil, "Passwords are checked by SASL2 only";
end

function provider.get_sasl_handler()
	return new_sasl(module.host, { mechanisms = {} });
end

function provider.user_exists(username)
	return accounts:get(username) ~= nil or nil;
end

function provider.users()
	return accounts:users();
end

local function fill(account, password)
	account.salt = seal.to_hex(seal.random(16));
	account.iteration_count = iterations;
	local ok, stored_key, server_key = make_keys(password, account.salt, iterations);
	if not ok then return nil, stored_key; end
	account.stored_key, account.server_key = seal.to_hex(stored_key), seal.to_hex(server_key);
	return true;
end

function provider.set_password(username, password)
	local account = accounts:get(username);
	if not account then return nil, "no such account"; end
	local ok, problem = fill(account, password);
	if not ok then return nil, problem; end
	return accounts:set(username, account);
end

function provider.create_user(username, password)
	local account = {};
	local ok, problem = fill(account, password);
	if not ok then return nil, problem; end
	return accounts:set(username, account);
end

function provider.delete_user(username)
	return accounts:set(username, nil);
end

function users_with_accounts()
	return accounts:users();
end

--- What SCRAM needs for this name. An account that is absent or not active gets a salt that is always the same and keys that nobody knows, so that
--- the exchange looks alike and fails at its end.
function scram_keys(username)
	local account = accounts:get(username);
	if account and account.stored_key and account_state(username, account) == "active" then
		return seal.from_hex(account.stored_key), seal.from_hex(account.server_key), account.iteration_count, account.salt, true;
	end
	local salt = account and account.salt or seal.fingerprint("invented-salt", username):sub(1, 32);
	return hashes.sha256(seal.random(32)), seal.random(32), account and account.iteration_count or iterations, salt, true;
end

--- "active", "disabled", "expired" or "absent"
function account_state(username, account)
	account = account or accounts:get(username);
	if not account then return "absent"; end
	if account.disabled then return "disabled"; end
	if account.valid_until and account.valid_until <= clock.now() then return "expired"; end
	return "active", account.valid_until;
end

function set_account(username, changes)
	local account = accounts:get(username);
	if not account then return nil, "no such account"; end
	for key, value in pairs(changes) do
		if value == false then value = nil; end
		account[key] = value;
	end
	return accounts:set(username, account);
end

module:provides("auth", provider);
