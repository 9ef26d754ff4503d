namespace Microsoft.ML.Transforms;

/// <summary>Rows with columns that a method makes.</summary>
internal sealed class CustomRowMapper<TSrc, TDst>(DataViewSchema input, Action<TSrc, TDst> mapAction, RowBinding<TSrc> binding, RowMember[] outputs)
    : RowMapper(input, Add(input, [.. outputs.Select((output, index) => (output.Column, ~index))]))
    where TSrc : class, new()
    where TDst : class, new()
{
    private static readonly MethodInfo RefreshedMethod =
        typeof(CustomRowMapper<TSrc, TDst>).GetMethod(nameof(Refreshed), BindingFlags.NonPublic | BindingFlags.Static);

    public override Delegate[] CreateGetters(DataViewRow input, bool[] added)
    {
        var call = new Call(input, mapAction, binding.Writers(input));
        var getters = new Delegate[outputs.Length];
        for (int i = 0; i < getters.Length; i++)
        {
            if (added[i])
            {
                Delegate inner = ObjectGetters.Create(outputs[i], call.Result);
                getters[i] = (Delegate)RefreshedMethod.MakeGenericMethod(outputs[i].Column.Type.RawType).Invoke(null, [call, inner]);
            }
        }

        return getters;
    }

    protected override IEnumerable<int> InputsOf(bool[] added) => binding.Columns;

    private static ValueGetter<T> Refreshed<T>(Call call, ValueGetter<T> inner)
    {
        return (ref T value) =>
        {
            call.Refresh();
            inner(ref value);
        };
    }

    /// <summary>The method's two objects and the row they are of.</summary>
    private sealed class Call
    {
        private readonly DataViewRow row;
        private readonly Action<TSrc, TDst> mapAction;
        private readonly ColumnWriter<TSrc>[] writers;
        private readonly TSrc source = new();
        private readonly TDst result = new();
        private long position = -1;

        public Call(DataViewRow row, Action<TSrc, TDst> mapAction, ColumnWriter<TSrc>[] writers)
        {
            this.row = row;
            this.mapAction = mapAction;
            this.writers = writers;
            Result.Set(result);
        }

        public ObjectSlot<TDst> Result { get; } = new();

        /// <summary>Calls the method once a row, whichever of its columns are fetched.</summary>
        public void Refresh()
        {
            long current = row.Position;
            if (position == current)
            {
                return;
            }

            foreach (ColumnWriter<TSrc> writer in writers)
            {
                writer.Write(source);
            }

            mapAction(source, result);
            position = current;
        }
    }
}
