namespace Runproof.Runs.Planning;

/// <summary>The words that the command line, JSON and the metadata use for modes and reasons.</summary>
public static class PolicyNames
{
    /// <summary>For example <c>onnx-only</c>.</summary>
    public static string Text(this InferMode mode) => mode switch
    {
        InferMode.Auto => "auto",
        InferMode.OnnxOnly => "onnx-only",
        InferMode.CircuitsOnly => "circuits-only",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    /// <summary>For example <c>circuit-not-compiled</c>.</summary>
    public static string Text(this FallbackReason reason) => reason switch
    {
        FallbackReason.NotWanted => "not-wanted",
        FallbackReason.CircuitNotCompiled => "circuit-not-compiled",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>Reads the text of a mode.</summary>
    public static bool TryParse(string text, out InferMode mode)
    {
        foreach (var candidate in Enum.GetValues<InferMode>())
        {
            if (candidate.Text() == text)
            {
                mode = candidate;
                return true;
            }
        }

        mode = default;
        return false;
    }
}
