namespace Runproof.Tiles.Generator.Tests.Analyzing;

/// <summary>Pieces of code with what the analyzers say about them.</summary>
internal static class Cases
{
    public static readonly (string Name, string Code, string[] Expected)[] All =
    [
        ("a chain over three methods and a property",
            """
            [Tile] public static long F(long a) => A.One(a);
            static class A { public static long One(long a) => B.Two + a; }
            static class B { public static long Two => C.Three(); }
            static class C { public static long Three() => [|Environment.TickCount64|]; }
            """,
            ["RP0602 'Loan.F → A.One → B.Two → C.Three' reads the clock (Environment.TickCount64); pass the time as an argument"]),
        ("what no tile reaches is not of interest",
            """
            [Tile] public static long F(long a) => a;
            public static long G() => DateTime.Now.Ticks + (long)Math.Sqrt(2);
            """, []),
        ("an implementation of an interface",
            """
            interface IRate { long Of(long a); }
            sealed class Market : IRate { public long Of(long a) => [|Guid.NewGuid()|] == default ? a : 0; }
            [Tile] public static long F(long a) => G(new Market(), a);
            static long G(IRate rate, long a) => rate.Of(a);
            """,
            ["RP0603 'Loan.F → Loan.G → IRate.Of → Market.Of' draws random numbers (Guid.NewGuid); pass a seed or the numbers as an argument"]),
        ("an override, a constructor and the value of a field",
            """
            abstract class Rate { public abstract long Of(long a); }
            sealed class Market : Rate { readonly long _start = [|System.IO.File.GetCreationTimeUtc("a")|].Ticks; public override long Of(long a) => [|Console.Read()|] + _start; }
            [Tile] public static long F(long a) { Rate rate = new Market(); return rate.Of(a); }
            """,
            [
                "RP0606 'Loan.F → new Market → Market._start' does input or output (File.GetCreationTimeUtc); an input of the program is passed to it, and its output is what it returns",
                "RP0606 'Loan.F → Rate.Of → Market.Of' does input or output (Console.Read); an input of the program is passed to it, and its output is what it returns",
            ]),
        ("lambdas, local functions, operators and delegates",
            """
            readonly record struct Money(long Cents) { public static Money operator +(Money a, Money b) => new([|Environment.ExitCode|] + a.Cents + b.Cents); }
            [Tile] public static long F(long a)
            {
                Func<long, long> twice = Twice;
                return (new Money(a) + new Money(Local())).Cents + twice(a);
                long Local() => [|AppContext.BaseDirectory|].Length;
            }
            static long Twice(long a) => [|System.Threading.Interlocked.Add(ref a, a)|];
            """,
            [
                "RP0604 'Loan.F → Money.op_Addition' depends on the process or the machine (Environment.ExitCode); pass what it needs as an argument",
                "RP0604 'Loan.F' depends on the process or the machine (AppContext.BaseDirectory); pass what it needs as an argument",
                "RP0607 'Loan.F → Loan.Twice' uses threads (Interlocked.Add); a tile is one sequence of operations, and the runner runs several",
            ]),
        ("what the platform calls of a type that is made",
            """
            sealed class Key(int a) : IComparable<Key> { public int CompareTo(Key? other) => a - [|Random.Shared.Next()|]; public override string ToString() => DateTime.Now.ToString(); }
            [Tile] public static int F(int a) => new[] { new Key(a) }.Order().Count();
            """,
            ["RP0603 'Loan.F → new Key → Key.CompareTo' draws random numbers (Random.Next); pass a seed or the numbers as an argument"]),
        ("enumerators of the project",
            """
            sealed class Upto(int n) { public Upto GetEnumerator() => this; public int Current => n; public bool MoveNext() => [|Environment.HasShutdownStarted|]; }
            [Tile] public static int F(int a) { foreach (int i in new Upto(a)) return i; return 0; }
            """,
            ["RP0604 'Loan.F → Upto.MoveNext' depends on the process or the machine (Environment.HasShutdownStarted); pass what it needs as an argument"]),
        ("what the compiler calls where the code does not",
            """
            sealed class Gate : IDisposable { static Gate() { Name = [|Environment.UserName|]; } static readonly string Name; public void Dispose() => [|Console.Beep()|]; }
            readonly record struct Sum(long Of)
            {
                public static Sum operator +(Sum a, long b) => new(a.Of + b + [|Environment.TickCount64|]);
                public void Deconstruct(out long a, out long b) => (a, b) = (Of, [|DateTime.Now|].Ticks);
            }
            interface INamed { static abstract long Of(long a); }
            sealed class Named : INamed { public static long Of(long a) => a + [|System.Diagnostics.Stopwatch.GetTimestamp()|]; }
            static long By<T>(long a) where T : INamed => T.Of(a);
            [Tile] public static long F(long a, SortedDictionary<string, long> map)
            {
                using var gate = new Gate();
                var sum = new Sum(a);
                sum += a;
                (a, long b) = sum;
                IReadOnlyDictionary<string, long> read = map;
                foreach (var entry in [|read|]) a += entry.Value;
                return a + b + By<Named>(a);
            }
            """,
            [
                "RP0604 'Loan.F → new Gate → static Gate' depends on the process or the machine (Environment.UserName); pass what it needs as an argument",
                "RP0606 'Loan.F → Gate.Dispose' does input or output (Console.Beep); an input of the program is passed to it, and its output is what it returns",
                "RP0602 'Loan.F → Sum.op_Addition' reads the clock (Environment.TickCount64); pass the time as an argument",
                "RP0602 'Loan.F → Sum.Deconstruct' reads the clock (DateTime.Now); pass the time as an argument",
                "RP0602 'Loan.F → Loan.By → INamed.Of → Named.Of' reads the clock (Stopwatch.GetTimestamp); pass the time as an argument",
                "RP0609 'Loan.F' enumerates IReadOnlyDictionary<string, long>, whose order is not defined; sort it, or use a sorted or indexed collection",
            ]),
        ("floating point is told once for an expression",
            """
            [Tile] public static int F(int a) { var x = [|Math.Sqrt(a) * 2.0 + 1|]; return [|x|] > [|2f|] ? 1 : 0; }
            """,
            [
                "RP0601 'Loan.F' computes with floating point (double), whose results differ between machines; use integers",
                "RP0601 'Loan.F' computes with floating point (double), whose results differ between machines; use integers",
                "RP0601 'Loan.F' computes with floating point (double), whose results differ between machines; use integers",
            ]),
        ("integers, characters and text are no floating point",
            """
            [Tile] public static string F(Int128 a, string b) => checked((uint)(a / 3)) > 'a' ? b.Trim() + b.Length.Equals(3) : b[1..];
            """, []),
        ("text that is the same in each culture",
            """
            [Tile] public static string F(uint a, string b) => $"{a} {b} {b[0]}" + a + b.ToUpperInvariant() + [|b.IndexOf('x')|] + 'c' + string.Join(",", b) + b.StartsWith("x", StringComparison.Ordinal) + b.Contains("y");
            """,
            ["RP0605 'Loan.F' depends on the culture (b.IndexOf('x')); name CultureInfo.InvariantCulture or an ordinal comparison"]),
        ("text that differs between cultures",
            """
            [Tile] public static string F(string b, long n)
            {
                var text = new System.Text.StringBuilder();
                [|text.Append(n)|];
                return [|n.ToString()|] + [|b.ToLower()|] + [|b.StartsWith("x")|] + ([|string.Compare(b, "x")|] > 0) + ([|int.Parse(b)|] > 0) + [|new SortedSet<string>()|].Count.Equals(1)
                    + string.Concat([|new[] { b }.OrderBy(x => x)|]) + n.ToString(System.Globalization.CultureInfo.InvariantCulture) + ([|StringComparer.CurrentCulture|] == null);
            }
            """,
            [
                "RP0605 'Loan.F' depends on the culture (StringBuilder.Append); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (Int64.ToString); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (String.ToLower); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (String.StartsWith); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (String.Compare); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (Int32.Parse); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (new SortedSet); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (Enumerable.OrderBy); name CultureInfo.InvariantCulture or an ordinal comparison",
                "RP0605 'Loan.F' depends on the culture (StringComparer.CurrentCulture); name CultureInfo.InvariantCulture or an ordinal comparison",
            ]),
        ("static state",
            """
            static readonly int[] Table = [1, 2];
            static readonly List<int> Seen = [];
            static int Kept { get; set; }
            const int Two = 2;
            [Tile] public static int F(int a)
            {
                [|Table[0] = a|];
                [|Seen.Add(a)|];
                return Table[1] + Two + Seen.Count + [|Kept|];
            }
            """,
            [
                "RP0608 'Loan.F' uses static state that changes (Loan.Table); a call must not depend on the calls before it",
                "RP0608 'Loan.F' uses static state that changes (Loan.Seen); a call must not depend on the calls before it",
                "RP0608 'Loan.F' uses static state that changes (Loan.Kept); a call must not depend on the calls before it",
            ]),
        ("what a constant of a program is taken from",
            """
            static class Start { public static long Of { get; } = [|DateTime.Today|].Ticks; public static UInt128 Most => UInt128.MaxValue; }
            [Tile] public static long F(long a, UInt128 b) => a;
            [Sequence] public static Ref<long> Main(SequenceContext s) => s.Call(F, s.Constant(Start.Of), s.Constant(UInt128.MaxValue));
            """,
            ["RP0602 'Loan.Main → Start.Of' reads the clock (DateTime.Today); pass the time as an argument"]),
        ("the first value of a static member",
            """
            static readonly long Start = [|DateTime.Today|].Ticks;
            [Tile] public static long F(long a) => a - Start;
            """,
            ["RP0602 'Loan.F → Loan.Start' reads the clock (DateTime.Today); pass the time as an argument"]),
        ("the order of hash codes",
            """
            [Tile] public static int F(Dictionary<string, int> map)
            {
                int sum = map.Count + map["a"] + (map.ContainsKey("b") ? 1 : 0) + map.Values.Max() + map.Count(x => x.Value > 2);
                foreach (var pair in [|map|]) sum = sum * 31 + pair.Value;
                foreach (var key in [|map.Keys|]) sum += key.Length;
                foreach (var pair in new SortedDictionary<string, int>(map, StringComparer.Ordinal)) sum += pair.Value;
                foreach (var key in new SortedDictionary<string, int>(map, StringComparer.Ordinal).Keys) sum += key.Length;
                return sum + [|map|].First().Value + string.Concat([|map.Keys|]).Length;
            }
            """,
            [
                "RP0609 'Loan.F' enumerates Dictionary<string, int>, whose order is not defined; sort it, or use a sorted or indexed collection",
                "RP0609 'Loan.F' enumerates Dictionary<string, int>.KeyCollection, whose order is not defined; sort it, or use a sorted or indexed collection",
                "RP0609 'Loan.F' enumerates Dictionary<string, int>, whose order is not defined; sort it, or use a sorted or indexed collection",
                "RP0609 'Loan.F' enumerates Dictionary<string, int>.KeyCollection, whose order is not defined; sort it, or use a sorted or indexed collection",
            ]),
        ("the hash code of a record",
            """
            readonly record struct Key(string Name);
            [Tile] public static int F(string a) => [|new Key(a).GetHashCode()|] + [|HashCode.Combine(a)|];
            """,
            [
                "RP0610 'Loan.F' uses hash codes (Key.GetHashCode), which differ from process to process",
                "RP0610 'Loan.F' uses hash codes (HashCode.Combine), which differ from process to process",
            ]),
        ("dynamic code, pointers and the size of a pointer",
            """
            [Tile] public static int F(int a) { dynamic x = a; return (int)[|x.CompareTo(a)|] + [|IntPtr.Size|] + System.Numerics.BigInteger.One.Sign + ([|System.Numerics.Vector.IsHardwareAccelerated|] ? 1 : 0); }
            """,
            [
                "RP0611 'Loan.F' uses reflection or dynamic code (dynamic); what it finds is not part of what the run commits to",
                "RP0612 'Loan.F' depends on the hardware (IntPtr.Size); use types of fixed size and the order of bytes that you name",
                "RP0612 'Loan.F' depends on the hardware (Vector.IsHardwareAccelerated); use types of fixed size and the order of bytes that you name",
            ]),
        ("functions of other libraries",
            """
            [System.Runtime.InteropServices.DllImport("c")] static extern int abs(int a);
            [Tile] public static int F(int a) => [|abs(a)|];
            """,
            ["RP0613 'Loan.F' uses native code or unchecked memory (Loan.abs)"]),
        ("a lock",
            """
            static readonly object Gate = new();
            [Tile] public static int F(int a) { [|lock (Gate) { return a; }|] }
            """,
            ["RP0607 'Loan.F' uses threads (lock); a tile is one sequence of operations, and the runner runs several"]),
        ("attributes on functions in a method",
            """
            public static int G(int a) { [Tile] static int [|Inner|](int b) => b; return Inner(a); }
            """,
            ["RP0101 'Inner' must be an ordinary static method; a tile or sequence has nothing but its arguments"]),
        ("what is wrong with types, and where",
            """
            public sealed record Basket(int Count, (string Name, float[] Prices)[] Items);
            [Flags] public enum Kinds { A = 1, B = 2 }
            public abstract record Base(int X);
            public sealed record Derived(int X, int Y) : Base(X);
            [Tile] public static [|int[,]|] F([|Basket|] basket, [|IEnumerable<int>|] all, [|Kinds|] kinds, [|Derived|] derived, [|DateTime?|] when, [|Func<int>|] code) => new int[1, 1];
            """,
            [
                "RP0106 'int[*,*]' is no type for tiles: an array of more than one dimension has no schema",
                "RP0106 'Loan.Basket' is no type for tiles: Basket.Items is of type (string Name, float[] Prices)[], and each element is of type (string Name, float[] Prices), and Prices is of type float[], and each element is of type float, and it is no integer; count in the smallest unit, such as cents or thousandths",
                "RP0106 'IEnumerable<int>' is no type for tiles: an interface does not say which values there are",
                "RP0106 'Loan.Kinds' is no type for tiles: its values are flags, or two of its names have one value, or it has none",
                "RP0109 'Loan.Derived' is no type for tiles: it derives from Base",
                "RP0106 'DateTime?' is no type for tiles: a time has no schema; pass an integer, such as seconds since a day that the program fixes",
                "RP0106 'Func<int>' is no type for tiles: a delegate is code and no value",
            ]),
        ("types that contain each other",
            """
            public sealed record A(B[] Bs);
            public sealed record B(A? Parent);
            [Tile] public static int F([|A|] a) => 0;
            """,
            ["RP0107 'Loan.A' is no type for tiles: Loan.A contains itself, so that a value may be of any depth"]),
        ("a class that is nested, and one that has no modifiers",
            """
            public class Outer { public static partial class Inner { [Tile] public static int [|F|](int a) => a; } }
            public class Loan
            {
                [Sequence] public static Ref<int> [|Main|](SequenceContext s, Ref<int> a) => a;
            }
            """,
            [
                "RP0102 'Inner', the class of 'F', is nested; tiles and sequences stand in static partial classes that are neither generic nor nested",
                "RP0102 'Loan', the class of 'Main', is not static; tiles and sequences stand in static partial classes that are neither generic nor nested",
            ]),
        ("statements of sequences, each for itself",
            """
            [Tile] public static int F(int a) => a;
            [Sequence] public static Ref<int> Main(SequenceContext s, Ref<int> a)
            {
                Ref<int> b;
                var c = s.Call(F, [|a is null ? a : a|]);
                [|while|] (a is null) { }
                [|b = a|];
                var d = s.Call(F, c);
                return s.Call(F, s.Constant([|F(3)|]));
            }
            """.Replace("Ref<int> b;", "Ref<int> [|b|];", StringComparison.Ordinal).Replace("[|while|] (a is null) { }", "[|while (a is null) { }|]", StringComparison.Ordinal),
            [
                "RP0405 'b' is computed in a sequence; a value comes from External, Constant, Call, Fold or Select",
                "RP0404 'Main' contains 'a is null ? a : a'; a sequence is the same calls for any input, and a tile decides",
                "RP0404 'Main' contains 'while'; a sequence is the same calls for any input, and a tile decides",
                "RP0405 'b = a' is computed in a sequence; a value comes from External, Constant, Call, Fold or Select",
                "RP0406 'F(3)' is not the same value wherever the program is made; use constants and static read-only members",
            ]),
        ("signatures of sequences",
            """
            [Sequence] public static Ref<int> [|A|]() => null!;
            [Sequence] public static int [|B|](SequenceContext s) => 0;
            [Sequence] public static Ref<double> C(SequenceContext s, [|Ref<double>|] a) => a;
            """,
            [
                "RP0402 'A' is no sequence: its first parameter is no SequenceContext",
                "RP0402 'B' is no sequence: it returns no Ref<T>",
                "RP0106 'double' is no type for tiles: it is no integer; count in the smallest unit, such as cents or thousandths",
            ]),
        ("folds and selections that are right",
            """
            public readonly record struct Who(int Age, int[] Debts, (int A, string B) Pair);
            [Tile] public static Result<Fold<long>> Add(int item, long sum, int limit) => sum > limit ? Fold.Break(sum) : Fold.Continue(sum + item);
            [Tile] public static long Twice(long a) => 2 * a;
            [Sequence] public static Ref<long> Inner(SequenceContext s, Ref<int[]> items, Ref<int> limit) => s.Fold(Add, items, 0L, limit, chunk: 4, bound: 100);
            [Sequence(Entry = true)] public static Ref<long> Main(SequenceContext s)
            {
                var who = s.External<Who>("who");
                var debts = who.Select(x => x.Debts);
                var sum = s.Call(Inner, debts.Range(0, 3), s.External<Who>("who").Select(x => x.Pair.A));
                return s.Call(Twice, s.Call(Twice, sum));
            }
            """, []),
        ("catching what is expected",
            """
            [Tile] public static Result<int> F(int a)
            {
                try { return checked(a + a); }
                catch (OverflowException) { return Result.Err<int>("too large"); }
            }
            [Tile] public static int G(int a)
            {
                try { return a; }
                [|catch|] { return 0; }
            }
            [Tile] public static int H(int a) => a switch { 1 => 2, _ => throw new System.Diagnostics.UnreachableException() };
            """,
            ["RP0203 'G' catches every exception, those too that stop it at its limits; catch the type that you expect"]),
    ];
}
