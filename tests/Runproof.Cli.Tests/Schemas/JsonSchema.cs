using System.Text.Json;
using System.Text.RegularExpressions;

namespace Runproof.Cli.Tests.Schemas;

/// <summary>Validates documents against the part of JSON Schema that the schemas of this repository use; any other keyword is an error.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    /// <summary>The schema of a document that names one, such as <c>runproof.run/1</c>.</summary>
    public static JsonSchema Of(string name)
    {
        var file = Repository.PathOf("docs", "schemas", $"{name["runproof.".Length..^2]}.schema.json");
        return new JsonSchema(JsonDocument.Parse(File.ReadAllText(file)).RootElement);
    }

    /// <summary>What is wrong with a document; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems(JsonElement document)
    {
        var problems = new List<string>();
        Check(root, document, "$", problems);
        return problems;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> problems)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            var holds = keyword.Name switch
            {
                "$schema" or "$defs" or "title" or "description" => true,
                "$ref" => Refer(rule.GetString()!, value, at, problems),
                "type" => rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => IsOf(type.GetString()!, value)) : IsOf(rule.GetString()!, value),
                "enum" => rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
                "const" => JsonElement.DeepEquals(rule, value),
                "anyOf" => rule.EnumerateArray().Any(option => Holds(option, value)),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(),
                "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(),
                "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!),
                "required" => value.ValueKind != JsonValueKind.Object || rule.EnumerateArray().All(key => value.TryGetProperty(key.GetString()!, out _)),
                "items" => Items(rule, value, at, problems),
                "properties" or "additionalProperties" => true,
                _ => throw new NotSupportedException($"the keyword {keyword.Name} at {at}"),
            };
            if (!holds)
                problems.Add($"{at}: {keyword.Name} {rule.GetRawText()} does not hold for {Start(value)}");
        }

        if (value.ValueKind == JsonValueKind.Object)
            CheckProperties(schema, value, at, problems);
    }

    private void CheckProperties(JsonElement schema, JsonElement value, string at, List<string> problems)
    {
        foreach (var property in value.EnumerateObject())
        {
            var place = $"{at}.{property.Name}";
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var own))
                Check(own, property.Value, place, problems);
            else if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
                Check(others, property.Value, place, problems);
            else if (others.ValueKind == JsonValueKind.False)
                problems.Add($"{place}: the schema does not know this key");
        }
    }

    private bool Items(JsonElement rule, JsonElement value, string at, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return true;
        var index = 0;
        foreach (var item in value.EnumerateArray())
            Check(rule, item, $"{at}[{index++}]", problems);
        return true;
    }

    private bool Refer(string reference, JsonElement value, string at, List<string> problems)
    {
        Check(root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]), value, at, problems);
        return true;
    }

    private bool Holds(JsonElement schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "", problems);
        return problems.Count == 0;
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException($"the type {type}"),
    };

    private static string Start(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : value.GetRawText();
}
