namespace FaceML.Rows;

/// <summary>A cursor that calls out as it moves.</summary>
internal sealed class ObservedCursor(DataViewRowCursor input, Action<long> moved) : PassingCursor(input)
{
    private long rows;

    public override bool MoveNext()
    {
        if (rows == 0)
        {
            moved(0);
        }

        if (!base.MoveNext())
        {
            return false;
        }

        moved(++rows);
        return true;
    }
}
