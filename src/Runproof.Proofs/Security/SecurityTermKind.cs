namespace Runproof.Proofs.Security;

/// <summary>A way to cheat, named after the part of the proof that stands against it.</summary>
public enum SecurityTermKind
{
    /// <summary>A wrong matrix or opened row that the queried columns of one matrix miss.</summary>
    Queries,

    /// <summary>A matrix far from the code whose random combination of rows is close to it.</summary>
    Tensor,

    /// <summary>Wrong lookups whose fractions sum to zero at the drawn challenges.</summary>
    Fingerprints,

    /// <summary>A wrong sum of fractions that survives the layers of its tree.</summary>
    FractionTree,

    /// <summary>A wrong claim that survives the sumchecks of the circuit.</summary>
    Layers,

    /// <summary>Wrong claims that cancel when all are batched and brought to one point.</summary>
    Batching,

    /// <summary>Two openings of one commitment, by a collision of the hash function.</summary>
    Collision,
}
