namespace Runproof.Circuits.Graph;

/// <summary>How many bits values and weights of a circuit have.</summary>
public enum CircuitPrecision
{
    /// <summary>Activations of eight bits, weights of eight bits.</summary>
    A8W8 = 1,

    /// <summary>Activations of sixteen bits, weights of eight bits.</summary>
    A16W8,
}
