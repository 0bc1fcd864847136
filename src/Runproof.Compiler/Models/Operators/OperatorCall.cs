using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>One node while it is lowered: what it reads, what it makes, and where its layers go.</summary>
/// <param name="lowering">The graph's lowering.</param>
/// <param name="node">The node.</param>
/// <param name="result">The shape of its first output.</param>
internal sealed class OperatorCall(GraphLowering lowering, OnnxNode node, CircuitShape result)
{
    /// <summary>The node.</summary>
    public OnnxNode Node { get; } = node;

    /// <summary>Version of the operator set.</summary>
    public long Opset => lowering.Opset;

    /// <summary>The shape of the node's first output.</summary>
    public CircuitShape Shape { get; } = result;

    /// <summary>Name of the node's first output.</summary>
    public string Name => Node.Outputs[0];

    /// <summary>Whether an input is present.</summary>
    public bool Has(int index) => Node.Input(index) is not null;

    /// <summary>Whether an input is present and does not depend on the model's input.</summary>
    public bool IsConstant(int index) => Node.Input(index) is { } name && lowering.Constants.IsConstant(name);

    /// <summary>An input that depends on the model's input. The caller has checked that it is present and not constant.</summary>
    public LayerValue Source(int index) => lowering.Value(Node.Inputs[index]);

    /// <summary>The real numbers of a constant input; null where it is absent, or no constant of floats that can be folded.</summary>
    public RealTensor? Constant(int index) => Node.Input(index) is { } name ? lowering.Constants.Reals(name) : null;

    /// <summary>The integers of a constant input; null where it is absent or no small constant of integers.</summary>
    public long[]? Integers(int index) => Node.Input(index) is { } name ? lowering.Constants.Integers(name) : null;

    /// <summary>A value between the layers of this node, with the same numbers as the node's result or a given tensor.</summary>
    public LayerValue Between(CircuitShape shape, string? name = null) => new(name ?? Name, shape);

    /// <summary>Adds a layer.</summary>
    public LayerValue Add(Layer layer) => lowering.Add(layer);

    /// <summary>The result is a layer's.</summary>
    public string? Define(Layer layer)
    {
        lowering.Define(Name, Add(layer));
        return null;
    }

    /// <summary>The result is a sum of terms.</summary>
    public string? DefineAffine(ImmutableArray<AffineTerm> terms, RealValues offset)
    {
        foreach (var term in terms)
        {
            if (term.Shape(out string problem) is not { } shape)
                return problem;
            if (!shape.Equals(Shape))
                return $"its result has the shape {Shape} where the circuit's has {shape}";
        }

        return Define(new AffineLayer(new LayerValue(Name, Shape), terms, offset));
    }

    /// <summary>The result is a function of every value of the first input.</summary>
    public string? DefineActivation(Activation activation) => Define(new ActivationLayer(new LayerValue(Name, Shape), Source(0), activation));

    /// <summary>The result is a value that is there already.</summary>
    public string? DefineAs(LayerValue value)
    {
        lowering.Define(Name, value);
        return null;
    }

    /// <summary>The result has the first input's values in the same order.</summary>
    public string? DefineReshape()
    {
        // What has been through a function outside of the proof may have other dimensions than the model says; reshapes there say nothing new.
        if (lowering.FunctionOf(Node.Inputs[0]) is { } function)
        {
            lowering.Define(Name, Source(0), function);
            return null;
        }

        return Source(0).Shape.Equals(Shape) ? DefineAs(Source(0)) : Define(new MoveLayer(new LayerValue(Name, Shape), Source(0), new Reshape(Shape)));
    }

    /// <summary>The result is computed outside of the proof.</summary>
    public string? DefineOutput(LayerValue source, OutputFunction function)
    {
        if (!lowering.IsTail(Name))
            return $"{Node.OpType} is computed outside of the proof, which only the end of a model can be";
        if (lowering.FunctionOf(Node.Inputs[0]) is not null)
            return "it reads what is computed outside of the proof already";
        lowering.Define(Name, source, function);
        return null;
    }

    /// <summary>Reshapes a value.</summary>
    public LayerValue Reshaped(LayerValue value, CircuitShape shape) =>
        value.Shape.Equals(shape) ? value : Add(new MoveLayer(Between(shape, value.Name), value, new Reshape(shape)));
}
