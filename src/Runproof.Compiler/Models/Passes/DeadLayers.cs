using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Layers that no output depends on.</summary>
internal static class DeadLayers
{
    /// <summary>The program without them.</summary>
    public static LayerProgram Drop(LayerProgram program)
    {
        var needed = program.Outputs.Select(output => output.Value).ToHashSet();
        var kept = new List<Layer>();
        foreach (var layer in program.Layers.Reverse().Where(layer => needed.Contains(layer.Result)))
        {
            needed.UnionWith(layer.Sources);
            kept.Add(layer);
        }

        kept.Reverse();
        return program with { Layers = [.. kept] };
    }
}
