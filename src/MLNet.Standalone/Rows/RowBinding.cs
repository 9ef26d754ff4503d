namespace Microsoft.ML.Data;

/// <summary>Which columns of a schema the members of a class are filled from.</summary>
internal sealed class RowBinding<TRow>
    where TRow : class
{
    private readonly (RowMember Member, int Column)[] pairs;

    /// <param name="schema">The columns.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column stay as they are; otherwise they are an error.</param>
    /// <param name="definition">Names and types; null for those the attributes say.</param>
    public RowBinding(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        var found = new List<(RowMember, int)>();
        foreach (RowMember member in RowMember.Of(typeof(TRow), definition, SchemaDefinition.Direction.Write))
        {
            if (schema.GetColumnOrNull(member.Name) is not { } column)
            {
                if (ignoreMissingColumns)
                {
                    continue;
                }

                throw Errors.MissingColumn(nameof(schema), "", member.Name);
            }

            MemberTypes.Split(member.Type, out Type itemType, out bool isVector);
            var vector = column.Type as VectorDataViewType;
            if (isVector != (vector is not null) || (vector?.ItemType ?? column.Type).RawType != itemType)
            {
                throw new InvalidOperationException(
                    $"Can't bind the IDataView column '{member.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.Type.FullName}'.");
            }

            found.Add((member, column.Index));
        }

        pairs = [.. found];
        Columns = [.. pairs.Select(pair => pair.Column)];
    }

    /// <summary>The indices of the columns needed.</summary>
    public int[] Columns { get; }

    /// <summary>The writers of the members, fed by a row of the schema.</summary>
    public ColumnWriter<TRow>[] Writers(DataViewRow source) =>
        [.. pairs.Select(pair => ColumnWriter<TRow>.Create(pair.Member, source, source.Schema[pair.Column]))];
}
