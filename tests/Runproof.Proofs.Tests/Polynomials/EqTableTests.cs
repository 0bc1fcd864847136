using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Tests.Fields;

namespace Runproof.Proofs.Tests.Polynomials;

public sealed class EqTableTests
{
    [Fact]
    public void Tables_hold_the_values_of_eq_over_every_field()
    {
        HoldsTheValues<TinyField>();
        HoldsTheValues<Goldilocks>();
        HoldsTheValues<Goldilocks2>();
        HoldsTheValues<Goldilocks3>();
    }

    [Fact]
    public void Dropping_the_leading_variable_leaves_the_table_of_the_other_coordinates()
    {
        foreach (int variables in (int[])[1, 2, 8, 9, 15])
        {
            var point = new Draw(variables).Elements<Goldilocks2>(variables);
            var table = new SplitEqTable<Goldilocks2>(point);
            for (int dropped = 1; dropped <= variables; dropped++)
            {
                table.DropLeadingVariable();
                var whole = new Goldilocks2[1 << (variables - dropped)];
                EqTable.Fill(point.AsSpan(dropped), Goldilocks2.One, whole);
                Assert.Equal(whole.Length, table.High.Length * table.Low.Length);
                Assert.Equal(whole, Enumerable.Range(0, whole.Length).Select(index => table[index]));
            }

            Assert.Throws<InvalidOperationException>(table.DropLeadingVariable);
        }
    }

    [Fact]
    public void Coordinates_on_the_cube_leave_all_other_blocks_alone()
    {
        var draw = new Draw(8);
        var untouched = draw.Elements<Goldilocks2>(32);
        var table = (Goldilocks2[])untouched.Clone();
        var inner = draw.Elements<Goldilocks2>(3);

        EqTable.AddTo([Goldilocks2.One, Goldilocks2.Zero, .. inner], Goldilocks2.One, table.AsMemory(), Workers.One);

        Assert.Equal(untouched[..16], table[..16]);
        Assert.Equal(untouched[24..], table[24..]);
        for (int i = 0; i < 8; i++)
            Assert.Equal(EqTable.Evaluate<Goldilocks2>([.. Bits(i)], inner), table[16 + i] - untouched[16 + i]);
    }

    [Fact]
    public void Refuses_tables_of_another_size()
    {
        Assert.Throws<ArgumentException>(() => EqTable.Fill([Goldilocks.One], Goldilocks.One, new Goldilocks[4]));
        Assert.Throws<ArgumentException>(() => EqTable.AddTo([Goldilocks.One], Goldilocks.One, new Goldilocks[3], Workers.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => EqTable.Evaluate<Goldilocks>([Goldilocks.One], []));
    }

    private static IEnumerable<Goldilocks2> Bits(int index) => new[] { 4, 2, 1 }.Select(mask => (index & mask) != 0 ? Goldilocks2.One : Goldilocks2.Zero);

    private static void HoldsTheValues<E>()
        where E : struct, IField<E>
    {
        var draw = new Draw(9);
        foreach (int variables in (int[])[0, 1, 2, 5, 10, 12])
        {
            var point = draw.Elements<E>(variables);
            E scale = draw.Element<E>();
            var table = new E[1 << variables];
            EqTable.Fill(point, scale, table);
            foreach (int x in (int[])[0, table.Length / 2, table.Length - 1, draw.Below(table.Length)])
            {
                var corner = Enumerable.Range(0, variables).Select(j => (x >> (variables - 1 - j) & 1) == 1 ? E.One : E.Zero).ToArray();
                Assert.Equal(scale * EqTable.Evaluate<E>(corner, point), table[x]);
            }

            var doubled = (E[])table.Clone();
            EqTable.AddTo<E>(point, scale, doubled, new Workers(2));
            Assert.Equal(table.Select(value => value + value), doubled);
        }
    }
}
