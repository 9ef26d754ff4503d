namespace FaceML.Imaging.Native;

/// <summary>One call of an operation by name: set its inputs, build it, take its output. Used once, by one thread.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private readonly string name;
    private nint operation;

    public VipsOperation(string name)
    {
        VipsLibrary.EnsureStarted();
        this.name = name;
        operation = Vips.NewOperation(name);
        if (operation == 0)
        {
            throw new VipsException($"This libvips has no operation {name}: {VipsError.Take()}");
        }
    }

    public VipsOperation Set(string property, int number)
    {
        GValue value = Value(GValue.Int);
        Vips.SetInt(ref value, number);
        return Assign(property, ref value);
    }

    public VipsOperation Set(string property, double number)
    {
        GValue value = Value(GValue.Double);
        Vips.SetDouble(ref value, number);
        return Assign(property, ref value);
    }

    public VipsOperation Set(string property, bool state)
    {
        GValue value = Value(GValue.Boolean);
        Vips.SetBoolean(ref value, state ? 1 : 0);
        return Assign(property, ref value);
    }

    public VipsOperation Set(string property, string text)
    {
        GValue value = Value(GValue.String);
        Vips.SetString(ref value, text);
        return Assign(property, ref value);
    }

    public VipsOperation Set(string property, VipsImage image)
    {
        GValue value = Value(Vips.ImageType());
        Vips.SetObject(ref value, image.Pointer);
        return Assign(property, ref value);
    }

    public VipsOperation Set(string property, ReadOnlySpan<double> numbers)
    {
        GValue value = Value(Vips.ArrayDoubleType());
        fixed (double* first = numbers)
        {
            nint array = Vips.NewArrayDouble(first, numbers.Length);
            Vips.SetBoxed(ref value, array);
            Vips.UnrefArea(array);
        }

        return Assign(property, ref value);
    }

    /// <summary>Lends memory to the operation. It must stay where it is until every image that comes of it is disposed.</summary>
    public VipsOperation SetMemory(string property, byte* data, int length)
    {
        GValue value = Value(Vips.BlobType());
        nint blob = Vips.NewBlob(0, data, (nuint)length);
        Vips.SetBoxed(ref value, blob);
        Vips.UnrefArea(blob);
        return Assign(property, ref value);
    }

    public VipsImage BuildImage()
    {
        Build();
        GValue value = Value(Vips.ImageType());
        Vips.GetProperty(operation, "out", ref value);
        nint image = Vips.GetObject(value);
        if (image != 0)
        {
            Vips.Ref(image);
        }

        Vips.UnsetValue(ref value);
        return new VipsImage(image);
    }

    public byte[] BuildBytes()
    {
        Build();
        GValue value = Value(Vips.BlobType());
        Vips.GetProperty(operation, "buffer", ref value);
        void* data = Vips.GetBlob(Vips.GetBoxed(value), out nuint length);
        byte[] bytes = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        Vips.UnsetValue(ref value);
        return bytes;
    }

    public void Dispose()
    {
        if (operation != 0)
        {
            Vips.UnrefOutputs(operation);
            Vips.Unref(operation);
            operation = 0;
        }
    }

    private void Build()
    {
        if (Vips.BuildOperation(ref operation) != 0)
        {
            throw new VipsException($"{name}: {VipsError.Take()}");
        }
    }

    private static GValue Value(nuint type)
    {
        GValue value = default;
        Vips.InitValue(ref value, type);
        return value;
    }

    private VipsOperation Assign(string property, ref GValue value)
    {
        Vips.SetProperty(operation, property, value);
        Vips.UnsetValue(ref value);
        return this;
    }
}
