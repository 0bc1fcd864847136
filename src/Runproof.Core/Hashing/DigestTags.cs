namespace Runproof.Core.Hashing;

/// <summary>Every domain in which Runproof hashes. <c>docs/digests.md</c> says what the parts are; a test holds the page and this list equal.</summary>
public static class DigestTags
{
    /// <summary>A stored object: its bytes.</summary>
    public static readonly DigestTag StoreObject = new("runproof.object", 1);

    /// <summary>A value that enters or leaves a step: its canonical bytes.</summary>
    public static readonly DigestTag Value = new("runproof.value", 1);

    /// <summary>The declared ports of a unit.</summary>
    public static readonly DigestTag Schema = new("runproof.schema", 1);

    /// <summary>The type of a value of a tile: its canonical text.</summary>
    public static readonly DigestTag Type = new("runproof.type", 1);

    /// <summary>What made an artifact, by name and version.</summary>
    public static readonly DigestTag Toolchain = new("runproof.toolchain", 1);

    /// <summary>The revision of a unit: artifact, schema and toolchain.</summary>
    public static readonly DigestTag UnitRevision = new("runproof.unit-revision", 1);

    /// <summary>A program.</summary>
    public static readonly DigestTag Program = new("runproof.program", 1);

    /// <summary>The record of one step; the content of a leaf of a trace.</summary>
    public static readonly DigestTag StepRecord = new("runproof.step-record", 1);

    /// <summary>The body of a frame of a trace file that is not a value.</summary>
    public static readonly DigestTag FrameBody = new("runproof.frame-body", 1);

    /// <summary>The running digest of a trace file.</summary>
    public static readonly DigestTag TraceFrame = new("runproof.trace-frame", 1);

    /// <summary>A claim.</summary>
    public static readonly DigestTag Claim = new("runproof.claim", 1);

    /// <summary>What a signature of a claim signs.</summary>
    public static readonly DigestTag ClaimSignature = new("runproof.claim-signature", 1);

    /// <summary>A public key.</summary>
    public static readonly DigestTag PublicKey = new("runproof.public-key", 1);

    /// <summary>A proof that a claim is false.</summary>
    public static readonly DigestTag FraudProof = new("runproof.fraud-proof", 1);

    /// <summary>A leaf of a Merkle log.</summary>
    public static readonly DigestTag MerkleLeaf = new("runproof.merkle-leaf", 1);

    /// <summary>An inner node of a Merkle log.</summary>
    public static readonly DigestTag MerkleNode = new("runproof.merkle-node", 1);

    /// <summary>The root of a Merkle log: the number of its leaves and its topmost node.</summary>
    public static readonly DigestTag MerkleRoot = new("runproof.merkle-root", 1);

    /// <summary>A circuit.</summary>
    public static readonly DigestTag Circuit = new("runproof.circuit", 1);

    /// <summary>The weights of a circuit.</summary>
    public static readonly DigestTag Weights = new("runproof.weights", 1);

    /// <summary>The bound weights of all circuits of a model.</summary>
    public static readonly DigestTag BoundModel = new("runproof.bound-model", 1);

    /// <summary>The bound weights of one circuit of a model.</summary>
    public static readonly DigestTag BoundWeights = new("runproof.bound-weights", 1);

    /// <summary>The artifact of a unit that is a circuit.</summary>
    public static readonly DigestTag CircuitUnit = new("runproof.circuit-unit", 1);

    /// <summary>The ports of a circuit: the slice that it stands for, names, and what is done with outputs after the proof.</summary>
    public static readonly DigestTag CircuitPorts = new("runproof.circuit-ports", 1);

    /// <summary>The weights of all circuits of a program.</summary>
    public static readonly DigestTag ModelRoot = new("runproof.model-root", 1);

    /// <summary>What a proof belongs to: a run, and what a verifier asked for.</summary>
    public static readonly DigestTag ProofContext = new("runproof.context", 1);

    /// <summary>The rank of a step of a run in a verifier's sample.</summary>
    public static readonly DigestTag Sample = new("runproof.sample", 1);

    /// <summary>Everything that a circuit is compiled from.</summary>
    public static readonly DigestTag CompileRecipe = new("runproof.compile-recipe", 1);
}
