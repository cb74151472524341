-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys, sealing and codes of the Wardline modules. One master key of 32 bytes lies in a file outside the data directory; every use has its own key
-- derived from it. Seeds and the like are sealed with AES-256-GCM, tickets and recovery codes are kept as HMACs only.

local hashes = require "util.hashes";
local hex = require "util.hex";
local random = require "util.random";

local to_hex, from_hex = hex.encode or hex.to, hex.decode or hex.from;
local M = {};

local function read_master_key()
	local path = module:get_option_string("wardline_key_file");
	if not path then error("wardline_key_file is not set: the modules do not start without a key", 0); end
	local data_dir = prosody.paths and prosody.paths.data;
	if data_dir and path:sub(1, #data_dir + 1) == data_dir .. "/" then
		error("wardline_key_file lies inside the data directory: move it out", 0);
	end
	local file, problem = io.open(path, "r");
	if not file then error("wardline_key_file cannot be read: " .. tostring(problem), 0); end
	local text = (file:read("*a") or ""):gsub("%s", "");
	file:close();
	if not text:match("^%x+$") or #text ~= 64 then error("wardline_key_file must hold 64 hexadecimal digits", 0); end
	return from_hex(text:lower());
end

local master = read_master_key();

local function derive(purpose)
	return hashes.hmac_sha256(master, "wardline-relay-1|" .. purpose);
end

-- AES-256-GCM from lua-luaossl, or from Prosody's own util.crypto where that exists (13 and later).
local function find_cipher()
	local ok, ossl = pcall(require, "openssl.cipher");
	if ok then
		return function (key, iv, text)
			local cipher = ossl.new("aes-256-gcm"):encrypt(key, iv);
			return cipher:final(text), cipher:getTag(16);
		end, function (key, iv, text, tag)
			local cipher = ossl.new("aes-256-gcm"):decrypt(key, iv);
			cipher:setTag(tag);
			return cipher:final(text);
		end;
	end
	local ok_core, crypto = pcall(require, "util.crypto");
	if ok_core and crypto.aes_256_gcm_encrypt then
		return function (key, iv, text)
			local sealed = crypto.aes_256_gcm_encrypt(key, iv, text);
			return sealed:sub(1, -17), sealed:sub(-16);
		end, function (key, iv, text, tag)
			return crypto.aes_256_gcm_decrypt(key, iv, text .. tag);
		end;
	end
	error("no AES-256-GCM: install lua-luaossl", 0);
end

local encrypt, decrypt = find_cipher();

-- The context (account, kind of secret) makes the key, so that a sealed value moved to another account does not open.
function M.seal(context, plain)
	local iv = random.bytes(12);
	local text, tag = encrypt(derive("seal|" .. context), iv, plain);
	return to_hex(iv .. tag .. text);
end

function M.unseal(context, sealed)
	if type(sealed) ~= "string" or #sealed < 56 or not sealed:match("^%x+$") then return nil; end
	local raw = from_hex(sealed);
	local ok, plain = pcall(decrypt, derive("seal|" .. context), raw:sub(1, 12), raw:sub(29), raw:sub(13, 28));
	return ok and plain or nil;
end

function M.fingerprint(purpose, text)
	return hashes.hmac_sha256(derive(purpose), text, true);
end

local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function M.base32(bytes)
	local out, buffer, bits = {}, 0, 0;
	for i = 1, #bytes do
		buffer = (buffer * 256 + bytes:byte(i)) % 2 ^ 20 // 1;
		bits = bits + 8;
		while bits >= 5 do
			bits = bits - 5;
			local index = math.floor(buffer / 2 ^ bits) % 32;
			out[#out + 1] = alphabet:sub(index + 1, index + 1);
		end
	end
	if bits > 0 then
		local index = math.floor(buffer * 2 ^ (5 - bits)) % 32;
		out[#out + 1] = alphabet:sub(index + 1, index + 1);
	end
	return table.concat(out);
end

function M.from_base32(text)
	local out, buffer, bits = {}, 0, 0;
	for letter in text:upper():gsub("[%s=-]", ""):gmatch(".") do
		local index = alphabet:find(letter, 1, true);
		if not index then return nil; end
		buffer = (buffer * 32 + index - 1) % 4096;
		bits = bits + 5;
		if bits >= 8 then
			bits = bits - 8;
			out[#out + 1] = string.char(math.floor(buffer / 2 ^ bits) % 256);
		end
	end
	return table.concat(out);
end

-- Letters for people: groups of four. 16 letters carry 80 bits, 12 carry 60.
function M.new_code(letters)
	local text = M.base32(random.bytes(math.ceil(letters * 5 / 8))):sub(1, letters);
	return (text:gsub("....", "%0-"):gsub("%-$", ""));
end

function M.normal_code(text)
	if type(text) ~= "string" or #text > 64 then return nil; end
	local letters = text:upper():gsub("[%s-]", "");
	return letters:match("^[A-Z2-7]+$");
end

M.equals = hashes.equals;
M.to_hex, M.from_hex = to_hex, from_hex;
M.random = random.bytes;
return M;
