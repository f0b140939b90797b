using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// A neighbour list cut into blocks of atoms that lie near each other. Each block has its sites: the atoms of the block first, then every image of an atom that is a neighbour
/// of one of them. Pairs refer to sites, so the work on a block reads and writes memory that stays in the caches and knows no shifts.
/// </summary>
/// <remarks>
/// Made anew when the list was built anew. Blocks depend on where the atoms were then, not on threads. Atoms are referred to by their place in the order of blocks, in which those that
/// are near each other stand near each other. About 4 bytes a pair and 12 a site. Sites are told apart where atoms lie once all are wrapped into the cell: in long dynamics atoms leave it, each for
/// another image of it, and an atom near all of them is one site, not one for each.
/// </remarks>
internal sealed class BlockNeighbours
{
    private const int BlocksWanted = 16;
    private const int SmallestBlock = 8;

    // Positions and forces of such a block's sites, some 7,000 with a cutoff of 8 Å, are half a megabyte and stay in the second cache. Smaller blocks have more sites for each atom.
    private const int LargestBlock = 2048;

    private readonly CompactBlocks _compact = new();
    private readonly Action<int, int> _build;
    private NeighbourList? _list;
    private int _builds;
    private Marks[] _marks = [];

    public BlockNeighbours() => _build = BuildBlock;

    /// <summary>Number of blocks.</summary>
    public int Count { get; private set; }

    /// <summary>The blocks; the first <see cref="Count"/> of them.</summary>
    public Block[] Blocks { get; private set; } = [];

    /// <summary>The atom at each place.</summary>
    public int[] Order => _compact.Order;

    /// <summary>For each place, and one past the last, where its entries in <see cref="Sites"/> begin.</summary>
    public int[] SiteStart { get; private set; } = [];

    /// <summary>The sites at which the atom of each place appears, numbered through all blocks, in the order of blocks.</summary>
    public int[] Sites { get; private set; } = [];

    /// <summary>Number of sites of all blocks.</summary>
    public int SiteCount { get; private set; }

    /// <summary>Cuts the list into blocks, unless that has been done since it was built.</summary>
    public void Update(NeighbourList list, WorkerPool? pool)
    {
        if (ReferenceEquals(list, _list) && list.Builds == _builds) return;
        (_list, _builds) = (list, list.Builds);
        var size = Math.Clamp(list.Count / BlocksWanted, SmallestBlock, LargestBlock);
        _compact.Update(list, size);
        Count = _compact.Count;
        if (Blocks.Length < Count) Blocks = [.. Blocks, .. Enumerable.Range(0, Count - Blocks.Length).Select(_ => new Block())];
        for (var b = 0; b < Count; b++) (Blocks[b].First, Blocks[b].Atoms) = (_compact.Start[b], _compact.Start[b + 1] - _compact.Start[b]);
        var workers = pool?.Threads ?? 1;
        if (_marks.Length < workers) _marks = [.. Enumerable.Range(0, workers).Select(w => w < _marks.Length ? _marks[w] : new Marks())];
        foreach (var marks in _marks) marks.Reserve(list.Count);
        if (pool is not null) pool.For(Count, _build);
        else
        {
            for (var b = 0; b < Count; b++) BuildBlock(b, 0);
        }

        NumberSites(list.Count);
    }

    private void BuildBlock(int block, int worker) => Blocks[block].Build(_list!, _compact, _marks[worker]);

    private void NumberSites(int atoms)
    {
        if (SiteStart.Length < atoms + 2) SiteStart = new int[atoms + 2];
        Array.Clear(SiteStart);
        SiteCount = 0;
        for (var b = 0; b < Count; b++)
        {
            Blocks[b].FirstSite = SiteCount;
            SiteCount = checked(SiteCount + Blocks[b].Sites);
            foreach (var place in Blocks[b].Place.AsSpan(0, Blocks[b].Sites)) SiteStart[place + 2]++;
        }

        if (Sites.Length < SiteCount) Sites = new int[SiteCount + SiteCount / 8];
        for (var i = 2; i < SiteStart.Length; i++) SiteStart[i] += SiteStart[i - 1];
        // Each start moves to the end of its place while entries are written, which is where the next one starts.
        for (var b = 0; b < Count; b++)
        {
            var block = Blocks[b];
            for (var s = 0; s < block.Sites; s++) Sites[SiteStart[block.Place[s] + 1]++] = block.FirstSite + s;
        }
    }

    /// <summary>What a worker needs while it builds a block: which site an atom's images have (the last one found for each place, which leads to those before it), and numbers of shifts.</summary>
    internal sealed class Marks
    {
        public int[] Last { get; private set; } = [];

        public int[] Previous { get; set; } = new int[256];

        public SiteShifts Shifts { get; } = new();

        public void Reserve(int atoms)
        {
            if (Last.Length >= atoms) return;
            Last = new int[atoms];
            Array.Fill(Last, -1);
        }
    }

    /// <summary>One block.</summary>
    public sealed class Block
    {
        /// <summary>Place of its first atom in <see cref="Order"/>.</summary>
        public int First { get; set; }

        /// <summary>Number of atoms.</summary>
        public int Atoms { get; set; }

        /// <summary>Number of its first site among those of all blocks.</summary>
        public int FirstSite { get; set; }

        /// <summary>Number of sites; the first <see cref="Atoms"/> of them are the atoms themselves.</summary>
        public int Sites { get; private set; }

        /// <summary>The place in <see cref="Order"/> of the atom at each site.</summary>
        public int[] Place { get; private set; } = new int[256];

        /// <summary>The shifts of sites from where atoms stand to their place around the block in the wrapped cell; the first <see cref="ShiftCount"/> of them.</summary>
        public LatticeShift[] Shifts { get; set; } = [];

        /// <summary>Number of shifts.</summary>
        public int ShiftCount { get; set; }

        /// <summary>The number of each site's shift in <see cref="Shifts"/>; −1 for none.</summary>
        public int[] Image { get; private set; } = new int[256];

        /// <summary>For each atom, and one past the last, where its pairs begin.</summary>
        public int[] RowStart { get; private set; } = [];

        /// <summary>The sites of the neighbours, row after row; there is room for a vector past the end.</summary>
        public int[] Pairs { get; private set; } = [];

        /// <summary>Finds the sites and the pairs.</summary>
        internal void Build(NeighbourList list, CompactBlocks blocks, Marks marks)
        {
            var atoms = blocks.Order.AsSpan(First, Atoms);
            var (cells, ranks, shifts) = (list.Binned.Cell, list.Binned.Rank, marks.Shifts);
            if (RowStart.Length < Atoms + 1) RowStart = new int[Atoms + 1];
            (Sites, ShiftCount) = (0, 0);
            shifts.Begin(list);
            var total = 0;
            for (var a = 0; a < Atoms; a++)
            {
                AddSite(First + a, shifts.NumberOf(-cells[ranks[atoms[a]]], this), marks);
                total += list.NeighboursOf(atoms[a]).Length;
            }

            if (Pairs.Length < total + 16) Pairs = new int[total + total / 32 + 16];
            var n = 0;
            for (var a = 0; a < Atoms; a++)
            {
                RowStart[a] = n;
                var neighbours = list.NeighboursOf(atoms[a]);
                var images = list.ImagesOf(atoms[a]);
                var cell = cells[ranks[atoms[a]]];
                var numbers = shifts.NumbersFrom(cell);
                for (var p = 0; p < neighbours.Length; p++)
                {
                    var image = numbers[images[p]];
                    if (image == SiteShifts.Unknown) image = numbers[images[p]] = shifts.NumberOf(list.Shifts[images[p]] - cell, this);
                    var place = blocks.Place[neighbours[p]];
                    var site = marks.Last[place];
                    while (site >= 0 && Image[site] != image) site = marks.Previous[site];
                    Pairs[n++] = site >= 0 ? site : AddSite(place, image, marks);
                }
            }

            RowStart[Atoms] = n;
            foreach (var place in Place.AsSpan(0, Sites)) marks.Last[place] = -1;
        }

        private int AddSite(int place, int image, Marks marks)
        {
            if (Sites == Place.Length)
            {
                Place = Longer(Place);
                Image = Longer(Image);
            }

            if (Sites == marks.Previous.Length) marks.Previous = Longer(marks.Previous);
            (Place[Sites], Image[Sites], marks.Previous[Sites], marks.Last[place]) = (place, image, marks.Last[place], Sites);
            return Sites++;
        }

        private static int[] Longer(int[] array)
        {
            Array.Resize(ref array, 2 * array.Length);
            return array;
        }
    }
}
