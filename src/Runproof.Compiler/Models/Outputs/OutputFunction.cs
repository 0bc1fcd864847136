namespace Runproof.Compiler.Models.Outputs;

/// <summary>What is computed from public outputs of a circuit after the proof, on real numbers: by anybody, from what the proof shows.</summary>
public abstract record OutputFunction
{
    private protected OutputFunction()
    {
    }

    /// <summary>Computes it.</summary>
    /// <param name="shape">Dimensions of the argument.</param>
    /// <param name="values">The argument, row-major.</param>
    /// <returns>Dimensions and values of the result.</returns>
    public abstract (int[] Shape, double[] Values) Apply(int[] shape, double[] values);
}
