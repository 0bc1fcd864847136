using System.Text.Json;

namespace Runproof.Runs.Tiles;

/// <summary>What is kept beside the claim of a run of tiles without being part of it, as JSON.</summary>
public static class TileNotes
{
    private const string TargetName = "target";

    /// <summary>The notes of a run.</summary>
    internal static byte[] Of(TileRun run, TileRunOptions options)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("schema", "runproof.tile-notes/1");
            json.WriteNumber("timeLimitSeconds", options.Limits.Time.TotalSeconds);
            json.WriteNumber("memoryLimitBytes", options.Limits.Memory);
            json.WriteNumber("totalSeconds", run.Total.TotalSeconds);
            if (options.Target is { } target)
                json.WriteString(TargetName, target);
            if (options.Recorded is { } recorded)
            {
                json.WriteString("takenFrom", recorded.Trace.Header.RunId);
                json.WriteNumber("takenOver", recorded.Count);
            }

            if (run.Error is { } error)
                json.WriteString("error", error.ToString());
            if (run.StackTrace is { } stack)
                json.WriteString("stackTrace", stack);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The project or assembly that notes name; null where they name none.</summary>
    /// <param name="notes">The notes of a trace.</param>
    public static string? TargetOf(ReadOnlyMemory<byte> notes)
    {
        try
        {
            using var document = JsonDocument.Parse(notes);
            bool isNamed = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(TargetName, out JsonElement target) && target.ValueKind == JsonValueKind.String;
            return isNamed ? document.RootElement.GetProperty(TargetName).GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
