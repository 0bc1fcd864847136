namespace Runproof.Samples.Lending;

/// <summary>Kinds of debt.</summary>
public enum ItemKind
{
    /// <summary>A house.</summary>
    Mortgage,

    /// <summary>A car.</summary>
    Car,

    /// <summary>A credit card.</summary>
    Card,
}
