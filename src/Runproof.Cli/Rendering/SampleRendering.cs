using System.Text.Json;
using Runproof.Verifier.Sampling;

namespace Runproof.Cli.Rendering;

/// <summary>Which steps a nonce chose, and what that is worth.</summary>
internal static class SampleRendering
{
    // For more wrong steps than these nobody asks for a sample.
    private const int MostWrong = 8;

    /// <summary>Adds two lines of facts.</summary>
    public static void AddTo(TextTable facts, SampledSteps sample)
    {
        facts.Add("sample", $"{sample.Steps.Length} of {Figure.Of(sample.Population.Length, "circuit")}: {string.Join(", ", sample.Steps)}");
        facts.Add("detects", string.Join(", ", Detections(sample).Select(entry => $"{entry.Wrong} wrong: {entry.Probability.Percent} % ({entry.Probability})")));
    }

    /// <summary>Writes <c>sample</c>: an object, or null where no sample was asked for.</summary>
    public static void WriteJson(Utf8JsonWriter json, SampledSteps? sample)
    {
        if (sample is null)
        {
            json.WriteNull("sample");
            return;
        }

        json.WriteStartObject("sample");
        json.WriteNumber("population", sample.Population.Length);
        json.WriteStartArray("steps");
        foreach (var step in sample.Steps)
            json.WriteNumberValue(step);
        json.WriteEndArray();
        json.WriteStartArray("detection");
        foreach (var (wrong, probability) in Detections(sample))
        {
            json.WriteStartObject();
            json.WriteNumber("wrong", wrong);
            json.WriteString("probability", probability.ToString());
            json.WriteNumber("percent", probability.Percent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(int Wrong, DetectionProbability Probability)> Detections(SampledSteps sample) =>
        Enumerable.Range(1, Math.Min(sample.Population.Length, MostWrong)).Select(wrong => (wrong, sample.Detection(wrong)));
}
