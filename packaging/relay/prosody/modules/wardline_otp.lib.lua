-- SPDX-License-Identifier: GPL-3.0-or-later
-- RFC 4226 and RFC 6238, nothing else.

local hashes = require "util.hashes";
local M = {};

local hmac = { SHA1 = hashes.hmac_sha1, SHA256 = hashes.hmac_sha256, SHA512 = hashes.hmac_sha512 };
M.algorithms = hmac;

--- RFC 4226 5.3
function M.hotp(seed, counter, digits, algorithm)
	local mac = hmac[algorithm](seed, string.pack(">I8", counter));
	local offset = mac:byte(-1) % 16;
	local number = string.unpack(">I4", mac, offset + 1) % 0x80000000;
	return ("%0" .. digits .. "d"):format(number % math.floor(10 ^ digits));
end

--- RFC 6238 5.2: the step that the code belongs to, one step either side of now, after the floor; or nil.
function M.match(code, authenticator, seed, now)
	local present = now // authenticator.period;
	local found;
	for step = present - 1, present + 1 do
		local same = hashes.equals(M.hotp(seed, step, authenticator.digits, authenticator.algorithm), code);
		if same and step > (authenticator.floor or -1) and not found then found = step; end
	end
	return found;
end

return M;
