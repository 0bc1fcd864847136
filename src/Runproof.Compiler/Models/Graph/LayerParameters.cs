using Runproof.Circuits.Graph;

namespace Runproof.Compiler.Models.Graph;

/// <summary>The weights of one layer as real numbers, read when they are first needed; its bias is the layer's offset.</summary>
internal sealed class LayerParameters
{
    private readonly Lazy<double[]> _values;

    /// <summary>Weights that are read later.</summary>
    /// <param name="outputs">Rows.</param>
    /// <param name="inputs">Columns.</param>
    /// <param name="load">Reads them, row-major.</param>
    public LayerParameters(int outputs, int inputs, Func<double[]> load)
    {
        Shape = new(outputs, inputs, HasBias: false);
        _values = new(load);
    }

    /// <summary>The shape as circuits have it.</summary>
    public ParameterShape Shape { get; }

    /// <summary>The weights, row-major.</summary>
    public double[] Values => _values.Value;

    /// <summary>A row.</summary>
    public ReadOnlySpan<double> Row(int index) => Values.AsSpan(index * Shape.Inputs, Shape.Inputs);

    /// <summary>Every row multiplied by a factor; where there are fewer factors than rows, they start again.</summary>
    public LayerParameters Scaled(RealValues factors) => new(Shape.Outputs, Shape.Inputs, () =>
    {
        var scaled = new double[Values.Length];
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] = Values[i] * factors.Values[i / Shape.Inputs % factors.Values.Length];
        return scaled;
    });
}
