-- SPDX-License-Identifier: GPL-3.0-or-later
-- One JSON object a line, appended: what administrators did and what happened at sign-in. Never a secret, never message text.

local json = require "util.json";
local clock = module:require "wardline_clock";
local path = module:get_option_string("wardline_audit_file");
local M = {};

--- Returns true when the record is on disk. Administrative changes are refused when it is not.
function M.write(action, subject, fields)
	local record = { time = clock.text(clock.now()), action = action, subject = subject, host = module.host ~= "*" and module.host or nil };
	for key, value in pairs(fields or {}) do record[key] = value; end
	module:log("info", "audit: %s %s%s", action, subject or "-", record.outcome and (" " .. record.outcome) or "");
	if not path then return true; end
	local file, problem = io.open(path, "a");
	if not file then
		module:log("error", "The audit file cannot be written: %s", problem);
		return nil, "the audit file cannot be written";
	end
	local ok = file:write(json.encode(record), "\n") and file:flush();
	file:close();
	if not ok then return nil, "the audit file cannot be written"; end
	return true;
end

return M;
