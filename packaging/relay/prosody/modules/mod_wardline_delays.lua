-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long a password attempt waits. Counted per account and per address, forgotten with time, at most eight seconds: a stranger can slow the door
-- down, never shut it. A profile that has signed in to the account before is counted by itself and does not feel the strangers at all.

local cache = require "util.cache";
local seal = module:require "wardline_seal";
local clock = module:require "wardline_clock";

local unit = module:get_option_number("wardline_delay_unit", 1);
local longest = 8;
local forget_after = 300; -- seconds for one failure
local address_allowance = 20; -- a ward shares an address: many may mistype before it counts

local counters = cache.new(50000);
local devices = module:open_store("wardline_devices");
local known_limit = 16;

local function count_of(key)
	local entry = counters:get(key);
	if not entry then return 0; end
	return math.max(0, entry.count - (clock.now() - entry.time) // forget_after);
end

local function add_to(key)
	counters:set(key, { count = math.min(count_of(key) + 1, 40), time = clock.now() });
end

local function device_key(username, agent)
	return seal.fingerprint("device", username .. "\0" .. agent):sub(1, 32);
end

function is_known(username, agent)
	if not agent then return false; end
	local list = devices:get(username);
	return list ~= nil and list[device_key(username, agent)] ~= nil;
end

function remember(username, agent)
	if not agent then return true; end
	local list, count, oldest = devices:get(username) or {}, 0, nil;
	list[device_key(username, agent)] = clock.now();
	for key, time in pairs(list) do
		count = count + 1;
		if not oldest or time < list[oldest] then oldest = key; end
	end
	if count > known_limit then list[oldest] = nil; end
	counters:set("device:" .. device_key(username, agent), nil);
	return devices:set(username, list);
end

function forget(username)
	return devices:set(username, nil);
end

--- Seconds that this attempt has to wait before it is judged.
function password_delay(username, agent, address)
	local count;
	if is_known(username, agent) then
		count = count_of("device:" .. device_key(username, agent));
	else
		count = math.max(count_of("account:" .. username), count_of("address:" .. address) - address_allowance);
	end
	if count < 3 then return 0; end
	return math.min(longest, 2 ^ (count - 3)) * unit;
end

function password_failed(username, agent, address)
	if is_known(username, agent) then
		add_to("device:" .. device_key(username, agent));
	else
		add_to("account:" .. username);
		add_to("address:" .. address);
	end
end

-- Attempts of unknown profiles that wait, by account and address. Without a limit a stranger with many streams would get many guesses in each wait.
local waiting = {};
local most_waiting = 4;

--- Lines the attempt up. The oldest one is given up when there are too many; returns a function to leave the line.
function queue(username, agent, address, entry)
	if is_known(username, agent) then return function () end; end
	local key = username .. "\0" .. address;
	local line = waiting[key] or {};
	waiting[key] = line;
	table.insert(line, entry);
	if #line > most_waiting then table.remove(line, 1):give_up(); end
	return function ()
		for index, other in ipairs(line) do
			if other == entry then table.remove(line, index); break; end
		end
		if #line == 0 and waiting[key] == line then waiting[key] = nil; end
	end;
end

--- A key for counting wrong codes: one for each known profile, one for everybody else.
function code_key(username, agent)
	return is_known(username, agent) and device_key(username, agent) or "unknown";
end
