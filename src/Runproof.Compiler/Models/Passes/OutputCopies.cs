using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Gives every output a value of its own: what is an input or another output too is copied, so that each may have its own type.</summary>
internal static class OutputCopies
{
    /// <summary>The program with the copies that it needs.</summary>
    public static LayerProgram Insert(LayerProgram program)
    {
        var taken = program.Inputs.ToHashSet();
        var layers = program.Layers.ToBuilder();
        var outputs = program.Outputs.ToBuilder();
        for (int i = 0; i < outputs.Count; i++)
        {
            var value = outputs[i].Value;
            if (taken.Add(value))
                continue;
            // What goes through a function outside of the proof is not the model's output yet, but still the value that is copied.
            var copy = new LayerValue(outputs[i].Function is OutputFunction.None ? outputs[i].Name : value.Name, value.Shape);
            layers.Add(new ActivationLayer(copy, value, Activation.None));
            outputs[i] = outputs[i] with { Value = copy };
        }

        return program with { Layers = layers.ToImmutable(), Outputs = outputs.ToImmutable() };
    }
}
