using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>Gives each row a number from 0 to 1 by which it falls into a part of a split.</summary>
internal abstract class RowFraction
{
    private static readonly MethodInfo OfValueMethod = typeof(RowFraction).GetMethod(nameof(OfValue), BindingFlags.NonPublic | BindingFlags.Static);

    /// <summary>The columns it looks at.</summary>
    public virtual IReadOnlyList<DataViewSchema.Column> Columns => [];

    /// <summary>Whether the fraction depends on the order of the rows.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Makes, for a cursor, the function that is asked once for each row in turn.</summary>
    public abstract Func<double> For(DataViewRow row);

    /// <summary>A fraction drawn for each row, or one that rows with the same key have in common.</summary>
    /// <param name="data">The view.</param>
    /// <param name="keyColumn">Its column of keys: those of <see cref="KeyDataViewType"/> and numbers of floating point keep their order, others are hashed; null for none.</param>
    /// <param name="seed">Of the drawing and the hashing.</param>
    public static RowFraction Of(IDataView data, string keyColumn, int seed)
    {
        if (keyColumn is null)
        {
            return new Drawn(seed);
        }

        DataViewSchema.Column column = data.Schema.GetColumnOrNull(keyColumn)
            ?? throw Errors.MissingColumn("samplingKeyColumnName", "SamplingKeyColumn", keyColumn);
        if (column.Type == NumberDataViewType.Single || column.Type == NumberDataViewType.Double)
        {
            return Scaled.Fit(data, column);
        }

        return new OfColumn(column, row => (Func<double>)OfValueMethod.MakeGenericMethod(column.Type.RawType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, column, seed], null));
    }

    /// <summary>The number in a column of single or double precision.</summary>
    public static Func<double> Number(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Double)
        {
            ValueGetter<double> getter = row.GetGetter<double>(column);
            return () =>
            {
                double value = 0;
                getter(ref value);
                return value;
            };
        }

        ValueGetter<float> single = row.GetGetter<float>(column);
        return () =>
        {
            float value = 0;
            single(ref value);
            return value;
        };
    }

    /// <summary>The place of a key among the things: from 0 to 1 in the middle of its share, below 0 when it is missing.</summary>
    public static Func<double> ForKey(DataViewRow row, DataViewSchema.Column column) => (Func<double>)OfValueMethod
        .MakeGenericMethod(column.Type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [row, column, 0], null);

    private static Func<double> OfValue<T>(DataViewRow row, DataViewSchema.Column column, int seed)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        if (column.Type is KeyDataViewType key)
        {
            return () =>
            {
                getter(ref value);
                return (Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) - 0.5) / key.Count;
            };
        }

        return () =>
        {
            getter(ref value);
            return ToFraction(Mix((ulong)(uint)seed, value switch
            {
                ReadOnlyMemory<char> text => HashOf(MemoryMarshal.AsBytes(text.Span)),
                bool flag => flag ? 1ul : 0,
                DateTime time => (ulong)time.Ticks,
                DateTimeOffset time => (ulong)time.UtcTicks,
                TimeSpan time => (ulong)time.Ticks,
                DataViewRowId id => Mix(id.High, id.Low),
                IConvertible number => HashOf(MemoryMarshal.AsBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture).AsSpan())),
                _ => throw new InvalidOperationException($"Rows cannot be sampled by the column '{column.Name}' of type {column.Type}."),
            }));
        };
    }

    /// <summary>FNV-1a, 64 bits.</summary>
    private static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in bytes)
        {
            hash = (hash ^ value) * 1099511628211;
        }

        return hash;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood 2014) over a seeded counter.</summary>
    private static ulong Mix(ulong seed, ulong value)
    {
        ulong z = (seed + 1) * 0x9e3779b97f4a7c15 + value;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    private static double ToFraction(ulong bits) => (bits >> 11) * (1.0 / (1ul << 53));

    private sealed class Drawn(int seed) : RowFraction
    {
        public override bool IsOrdered => true;

        public override Func<double> For(DataViewRow row)
        {
            ulong index = 0;
            return () => ToFraction(Mix((ulong)(uint)seed, Mix(0, index++)));
        }
    }

    private sealed class OfColumn(DataViewSchema.Column column, Func<DataViewRow, Func<double>> make) : RowFraction
    {
        public override IReadOnlyList<DataViewSchema.Column> Columns => [column];

        public override Func<double> For(DataViewRow row) => make(row);
    }

    /// <summary>A number's place between the smallest and the largest of the column.</summary>
    private sealed class Scaled(DataViewSchema.Column column, double smallest, double largest) : RowFraction
    {
        public override IReadOnlyList<DataViewSchema.Column> Columns => [column];

        public static Scaled Fit(IDataView data, DataViewSchema.Column column)
        {
            double smallest = double.PositiveInfinity;
            double largest = double.NegativeInfinity;
            using DataViewRowCursor cursor = data.GetRowCursor([column]);
            Func<double> number = Number(cursor, column);
            while (cursor.MoveNext())
            {
                double value = number();
                smallest = value < smallest ? value : smallest;
                largest = value > largest ? value : largest;
            }

            return new Scaled(column, smallest, largest);
        }

        public override Func<double> For(DataViewRow row)
        {
            Func<double> number = Number(row, column);
            return () => largest > smallest ? (number() - smallest) / (largest - smallest) : 0;
        }
    }
}
