using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;

namespace Runproof.Proofs.Tests.Lookups;

public sealed class LookupStatementTests
{
    private static readonly ImmutableArray<ImmutableArray<Goldilocks>> Column = [[Goldilocks.One]];

    [Fact]
    public void Refuses_table_numbers_that_are_zero_negative_or_equal()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookupTable<Goldilocks>(0, Column));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookupTable<Goldilocks>(-1, Column));
        Assert.Throws<ArgumentException>(() => new LookupStatement<Goldilocks>([new(4, Column), new(4, Column)], []));
    }

    [Fact]
    public void Refuses_tables_without_columns_or_with_ragged_ones()
    {
        Assert.Throws<ArgumentException>(() => new LookupTable<Goldilocks>(1, []));
        Assert.Throws<ArgumentException>(() => new LookupTable<Goldilocks>(1, [[Goldilocks.One], []]));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 29)]
    [InlineData(1, 28)]
    public void Refuses_sites_of_no_table_or_beyond_the_size_limit(int tableId, int logRows) =>
        Assert.ThrowsAny<ArgumentException>(() => new LookupStatement<Goldilocks>([new(1, Column)], [new(tableId, logRows)]));

    [Fact]
    public void Places_every_block_at_a_multiple_of_its_length()
    {
        Random random = new(1);
        for (int run = 0; run < 50; run++)
        {
            int[] tables = [.. Enumerable.Range(0, 3).Select(_ => random.Next(1, 70))];
            var statement = LookupExample.Create(run, tables, (0, random.Next(7)), (1, random.Next(7)), (2, random.Next(7))).Statement;

            int end = 0;
            foreach (var block in statement.Blocks)
            {
                Assert.Equal(end, block.Start);
                Assert.Equal(0, block.Start % block.Length);
                end += block.Length;
            }

            Assert.InRange(1 << statement.Depth, end, 2 * end);
        }
    }

    [Fact]
    public void Needs_challenges_for_its_widest_table()
    {
        var wide = LookupExample.Create(1, [2, 2]).Statement;
        var transcript = LookupExample.NewTranscript();
        var narrow = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, LookupExample.Create(1, [2]).Statement);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => LookupProver.Prove(wide, (_, _, values) => values.Clear(), narrow, transcript, Workers.One));
    }
}
