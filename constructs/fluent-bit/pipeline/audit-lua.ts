// Bodies of audit events become one text each: as objects they would add every field of every API to the index.
// The processor content_modifier can convert, too, but gives a whole chunk up at the first event without a body.

export const luaFile = 'audit.lua';

/** Tables come with a metatable that tells lists (type 1) from maps, so empty lists stay lists. Keys are sorted. */
export const luaScript = `-- Turns requestObject and responseObject of audit events into JSON text.

local function quote(text)
  local escaped = text:gsub('[%c"\\\\]', function(c)
    if c == '"' then return '\\\\"' end
    if c == '\\\\' then return '\\\\\\\\' end
    return string.format('\\\\u%04x', c:byte())
  end)
  return '"' .. escaped .. '"'
end

local function number(value)
  if value == math.floor(value) and math.abs(value) < 2 ^ 53 then
    return string.format('%d', value)
  end
  return string.format('%.17g', value)
end

local function encode(value)
  if value == nil or value == flb_null then return 'null' end
  local kind = type(value)
  if kind == 'string' then return quote(value) end
  if kind == 'number' then return number(value) end
  if kind ~= 'table' then return tostring(value) end
  local parts = {}
  local meta = getmetatable(value)
  if (meta and meta.type == 1) or (not meta and #value > 0) then
    for i = 1, #value do parts[i] = encode(value[i]) end
    return '[' .. table.concat(parts, ',') .. ']'
  end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = tostring(key) end
  table.sort(keys)
  for i, key in ipairs(keys) do parts[i] = quote(key) .. ':' .. encode(value[key]) end
  return '{' .. table.concat(parts, ',') .. '}'
end

function bodies_to_text(tag, timestamp, record)
  local code = 0
  for _, field in ipairs({ 'requestObject', 'responseObject' }) do
    if type(record[field]) == 'table' then
      record[field] = encode(record[field])
      code = 2
    end
  end
  return code, timestamp, record
end
`;
