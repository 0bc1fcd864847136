using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Runproof.Runs.Metadata;

/// <summary>Parses the text of runner metadata into an object in which every key and every text can be read without surprise.</summary>
internal static class MetadataText
{
    private const int MaxDepth = 32;

    /// <param name="json">The UTF-8 text; a byte order mark, which some editors write, is skipped.</param>
    /// <param name="root">The object.</param>
    /// <param name="problem">What is wrong and in which line and column, if the result is false.</param>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out JsonObject? root, [NotNullWhen(false)] out string? problem)
    {
        root = null;
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (BadText(json) is { } offset)
        {
            problem = $"{PlaceOf(json, offset)}: text that is not valid Unicode";
            return false;
        }

        try
        {
            root = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }) as JsonObject;
            problem = root is null ? "the file is not a JSON object" : null;
            return root is not null;
        }
        catch (JsonException exception)
        {
            problem = exception is { LineNumber: { } line, BytePositionInLine: { } column }
                ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column + 1}: not valid JSON")
                : "a key stands twice in the same object";
            return false;
        }
    }

    /// <summary>Where a key or text cannot be read although the JSON is well formed, as an escaped half of a surrogate pair; null where all can, or the JSON is malformed.</summary>
    private static long? BadText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            return reader.TokenStartIndex;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string PlaceOf(ReadOnlySpan<byte> json, long offset)
    {
        var before = json[..(int)offset];
        return string.Create(CultureInfo.InvariantCulture, $"line {before.Count((byte)'\n') + 1}, column {before.Length - before.LastIndexOf((byte)'\n')}");
    }
}
