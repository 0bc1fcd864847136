using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;

namespace Runproof.Core.Schemas;

/// <summary>
/// JSON that stands for a value, read and written by the value's schema: integers are numbers (beyond 2^53 strings of digits), bytes are hex, structs are
/// objects with every field, tuples are arrays, an option is null or its value, a variant is its name or an object with its name and payload, a map is
/// an object or an array of pairs. Nothing is converted, left out or ignored.
/// </summary>
public static class ValueJson
{
    /// <summary>Encodes what JSON stands for.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="json">The JSON, UTF-8.</param>
    /// <param name="subject">Where it comes from, for errors.</param>
    /// <param name="bytes">The canonical encoding.</param>
    /// <param name="error">What is wrong, where in the text and where in the schema.</param>
    public static bool TryEncode(
        Schema schema, ReadOnlySpan<byte> json, string subject, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(schema);
        bytes = null;
        error = Syntax(json, subject);
        if (error is not null)
            return false;
        var writer = new PostcardWriter();
        var encoder = new JsonEncoder(json, subject, writer);
        if (encoder.TryEncode(schema, 0, json.Length))
            bytes = writer.ToArray();
        error = encoder.Error;
        return bytes is not null;
    }

    /// <inheritdoc cref="TryEncode(Schema, ReadOnlySpan{byte}, string, out byte[], out Diagnostic)"/>
    public static bool TryEncode(
        Schema schema, string json, string subject, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out Diagnostic? error) =>
        TryEncode(schema, System.Text.Encoding.UTF8.GetBytes(json), subject, out bytes, out error);

    /// <summary>Tells a value as JSON.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="bytes">The bytes of one value.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="error">Why the bytes are not an encoding of such a value.</param>
    /// <param name="isIndented">Whether it is spread over lines.</param>
    public static bool TryWrite(
        Schema schema, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? json, [NotNullWhen(false)] out PostcardError? error, bool isIndented = false)
    {
        ArgumentNullException.ThrowIfNull(schema);
        json = null;
        if (!ValueReader.TryCheck(schema, bytes, out error))
            return false;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = isIndented, NewLine = "\n", SkipValidation = true, MaxDepth = 128, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var reader = new PostcardReader(bytes);
            ValueReader.TryRead(ref reader, schema, writer);
        }

        json = System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
        return true;
    }

    private static Diagnostic? Syntax(ReadOnlySpan<byte> json, string subject)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        try
        {
            while (reader.Read())
            {
                // A string that is not UTF-8, or has half a surrogate pair, is found when it is taken.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            long offset = exception is JsonException { BytePositionInLine: { } column } place ? StartOfLine(json, place.LineNumber ?? 0) + column : reader.TokenStartIndex;
            string what = exception is JsonException && exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0
                ? exception.Message[..end]
                : exception.Message;
            return new Diagnostic(JsonErrors.Syntax, Phase.Read, subject, $"this is not JSON: {what}", "JSON in UTF-8; on a command line, in single quotes", offset);
        }
    }

    private static long StartOfLine(ReadOnlySpan<byte> json, long line)
    {
        int start = 0;
        for (; line > 0; line--)
            start += json[start..].IndexOf((byte)'\n') + 1;
        return start;
    }
}
