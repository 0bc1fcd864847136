using System.Text.Json;
using Runproof.Core.Verdicts;
using Runproof.Runs.Results;
using Runproof.Verifier.Receipts;

namespace Runproof.Cli.Rendering;

/// <summary>What verdicts on runs and on receipts have in common.</summary>
internal static class CheckRendering
{
    private const double OneBit = 1L << 32;

    /// <summary>Writes every check, and why one does not hold.</summary>
    public static void WriteText(Output output, Verdict verdict)
    {
        foreach (var check in verdict.Checks)
        {
            var count = check.Status == Verification.Passed ? $" ({Figure.Count(check.Count)})" : "";
            output.Text.WriteLine($"  {Marks.Paint(Marks.Of(check.Status), output)} {Printable.Of(check.Name)}{count}");
            if (check.Why is not { } why)
                continue;
            var place = why.Offset is { } at ? $"at byte {Figure.Count(at)}: " : "";
            output.Text.WriteLine($"      {why.Code}: {Printable.Of(place + why.Message)}");
            output.Text.WriteLine($"      try {Printable.Of(why.Hint)}");
        }
    }

    /// <summary>Writes the list <c>checks</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartArray("checks");
        foreach (var check in verdict.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("status", check.Status.Text());
            json.WriteNumber("count", check.Count);
            json.WriteDiagnostic("why", check.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the list <c>steps</c>.</summary>
    public static void WriteSteps(Utf8JsonWriter json, IEnumerable<(string Name, Assurance Assurance)> steps)
    {
        json.WriteStartArray("steps");
        foreach (var (name, assurance) in steps)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("assurance", assurance.Text());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes <c>securityBits</c>, never above the true number.</summary>
    public static void WriteBits(Utf8JsonWriter json, ProvenSecurity? security)
    {
        if (security is { } known)
            json.WriteNumber("securityBits", Math.Floor(known.Minimum.Raw / OneBit * 100) / 100);
        else
            json.WriteNull("securityBits");
    }
}
