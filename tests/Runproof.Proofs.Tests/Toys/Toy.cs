using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>All toys.</summary>
internal static class Toy
{
    private static readonly IToy[] Every =
    [
        new ProductToy<Goldilocks2>(weighted: false), new ProductToy<Goldilocks3>(weighted: false),
        new ProductToy<Goldilocks2>(weighted: true), new ProductToy<Goldilocks3>(weighted: true),
        new BatchToy<Goldilocks2>(), new BatchToy<Goldilocks3>(),
        new LookupToy<Goldilocks2>(), new LookupToy<Goldilocks3>(),
        new LigeroToy<Goldilocks2>("ligero", (2, 2)), new LigeroToy<Goldilocks3>("ligero", (2, 2)),
        new LigeroToy<Goldilocks2>("ligero-two", (3, 4), (5, 2)), new LigeroToy<Goldilocks3>("ligero-two", (3, 4), (5, 2)),
    ];

    /// <summary>The names of all toys.</summary>
    public static TheoryData<string> Names => [.. Every.Select(toy => toy.Name)];

    /// <summary>The toy with a name.</summary>
    public static IToy Of(string name) => Every.Single(toy => toy.Name == name);
}
