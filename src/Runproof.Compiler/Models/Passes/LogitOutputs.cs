using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Finds the outputs that are sums themselves, exact and without a table, because they are public and nothing reads them.</summary>
internal static class LogitOutputs
{
    /// <summary>Their values.</summary>
    public static IReadOnlySet<LayerValue> Of(LayerProgram program)
    {
        var producers = program.Producers();
        var reads = program.CountReads();
        return program.Outputs
            .Where(output => output.IsPublic && reads[output.Value] == 1 && producers.GetValueOrDefault(output.Value) is AffineLayer { Activation.IsNone: true })
            .Select(output => output.Value)
            .ToHashSet();
    }
}
