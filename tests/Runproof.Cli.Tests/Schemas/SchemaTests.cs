using System.Text.Json;
using System.Text.Json.Nodes;
using Runproof.Cli.Tests.Verbs;

namespace Runproof.Cli.Tests.Schemas;

/// <summary>Real documents against the schemas that are published for them.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Repository.PathOf("docs", "schemas"), "*.schema.json").Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void Every_answer_fits_its_schema()
    {
        using var net = ModelFolder.Of("net");
        foreach (var arguments in new[] { "inspect", "analyze", "slice", "run", "run --no-trace --infer onnx-only", "run --verify-slices 1 --resume", "validate --runs 1 --accuracy", "run --infer circuits-only" })
        {
            var words = arguments.Split(' ');
            AssertFits(net.Run([words[0], net.PathOf("model.onnx"), .. words[1..], "--json"]).Json, arguments);
        }

        AssertFits(JsonDocument.Parse(File.ReadAllText(net.MetadataFile)).RootElement, "the metadata");
        AssertFits(net.Run("analyze", net.PathOf("README.md"), "--json").Json, "an error at a place");
        AssertFits(net.Run("--version", "--json").Json, "the version");
    }

    [Fact]
    public void A_model_without_classes_fits_too()
    {
        using var folder = ModelFolder.OfModel(SmallModels.Open(), """{"input_data": [[1, -2, 3.5, 4]]}""");
        foreach (var verb in new[] { "analyze", "slice", "run", "validate" })
            AssertFits(folder.Run(verb, folder.Path, "--json").Json, verb);
        AssertFits(JsonDocument.Parse(File.ReadAllText(folder.MetadataFile)).RootElement, "the metadata");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_key_of_a_schema_is_described(string file)
    {
        void Check(JsonElement schema, string at)
        {
            Assert.True(schema.TryGetProperty("description", out _) || schema.TryGetProperty("$ref", out _), $"{file}: {at} is not described");
            if (schema.TryGetProperty("properties", out var properties))
            {
                Assert.False(schema.GetProperty("additionalProperties").GetBoolean(), $"{file}: {at} lets any key pass");
                foreach (var property in properties.EnumerateObject())
                    Check(property.Value, $"{at}.{property.Name}");
            }

            if (schema.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _))
                Check(items, $"{at}[]");
        }

        var root = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "schemas", file))).RootElement;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", root.GetProperty("$schema").GetString());
        Check(root, "$");
    }

    [Fact]
    public void A_key_too_many_or_too_few_and_a_wrong_type_are_found()
    {
        var good = new JsonObject { ["schema"] = "runproof.error/1", ["code"] = "E_X", ["message"] = "m", ["subject"] = "s", ["hint"] = "h" };
        Assert.Empty(Problems(good));
        foreach (var (key, value) in new (string, JsonNode?)[] { ("new", 1), ("code", "x"), ("offset", -1), ("offset", "1"), ("message", null), ("schema", "runproof.error/2") })
        {
            var bad = (JsonObject)good.DeepClone();
            bad[key] = value;
            Assert.NotEmpty(Problems(bad));
        }

        good.Remove("hint");
        Assert.NotEmpty(Problems(good));
    }

    private static IReadOnlyList<string> Problems(JsonObject json) => JsonSchema.Of("runproof.error/1").Problems(JsonDocument.Parse(json.ToJsonString()).RootElement);

    private static void AssertFits(JsonElement document, string what)
    {
        var problems = JsonSchema.Of(document.GetProperty("schema").GetString()!).Problems(document);
        Assert.True(problems.Count == 0, $"{what}:\n{string.Join('\n', problems)}");
    }
}
