using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;

namespace Runproof.Cli.Rendering;

/// <summary>Parts that the documents of several verbs share.</summary>
internal static class JsonParts
{
    /// <summary>Writes a diagnostic with the keys of an error document; null where there is none.</summary>
    public static void WriteDiagnostic(this Utf8JsonWriter json, string name, Diagnostic? diagnostic)
    {
        if (diagnostic is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        json.WriteDiagnostic(diagnostic);
    }

    /// <summary>Writes a diagnostic with the keys of an error document.</summary>
    public static void WriteDiagnostic(this Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code.Name);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("subject", diagnostic.Subject);
        json.WriteString("hint", diagnostic.Hint);
        if (diagnostic.Offset is { } offset)
            json.WriteNumber("offset", offset);
        json.WriteEndObject();
    }

    /// <summary>Writes a digest; null where there is none.</summary>
    public static void WriteDigest(this Utf8JsonWriter json, string name, Digest? digest)
    {
        if (digest is { } value)
            json.WriteString(name, value.ToString());
        else
            json.WriteNull(name);
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
