using System.Buffers.Binary;
using System.Text;

namespace Lithoscope.Runtime.Tests;

public sealed class SafeTensorsTests
{
    private static readonly Dictionary<string, Tensor> Sample = new()
    {
        ["bytes"] = new Tensor(new byte[] { 1, 2, 255 }, 3),
        ["weights"] = new Tensor(new[] { 0.1, double.NaN, -0.0, double.MaxValue, double.Epsilon, 1e-300 }, 2, 3),
        ["single"] = new Tensor(new[] { 0.1f, float.NaN }, 2, 1),
        ["whole"] = new Tensor(new[] { long.MinValue, 7 }, 2),
        ["small"] = new Tensor(new[] { int.MaxValue }),
        ["empty"] = new Tensor(Array.Empty<double>(), 0, 5),
        ["имя \"ü\""] = new Tensor(new[] { 1.0 }, 1),
    };

    [Fact]
    public void Tensors_come_back_with_the_same_bits()
    {
        var read = SafeTensors.Read(new MemoryStream(Bytes()));
        Assert.Equal(Sample.Keys.Order(), read.Tensors.Keys.Order());
        Assert.Equal("✓", read.Metadata["note"]);
        foreach (var (name, tensor) in Sample)
        {
            Assert.Equal(tensor.Type, read.Tensors[name].Type);
            Assert.Equal(tensor.Bytes.ToArray(), read.Tensors[name].Bytes.ToArray());
            Assert.Equal(tensor.Shape, read.Tensors[name].Shape);
        }

        using var folder = new TemporaryFolder();
        SafeTensors.Write(folder["m.safetensors"], Sample);
        Assert.Equal(0.1, ((double[])SafeTensors.Read(folder["m.safetensors"]).Tensors["weights"].Data)[0]);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, new Dictionary<string, Tensor> { ["a"] = new(new[] { 1.0, 2.0 }, 2) });
        const string header = """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""";
        var padded = (header.Length + 7) / 8 * 8;
        var expected = new byte[8 + padded + 16];
        BinaryPrimitives.WriteInt64LittleEndian(expected, padded);
        Encoding.UTF8.GetBytes(header.PadRight(padded)).CopyTo(expected, 8);
        BinaryPrimitives.WriteDoubleLittleEndian(expected.AsSpan(8 + padded), 1);
        BinaryPrimitives.WriteDoubleLittleEndian(expected.AsSpan(8 + padded + 8), 2);
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void A_file_cut_at_any_byte_or_lengthened_is_refused()
    {
        var bytes = Bytes();
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<InputException>(() => SafeTensors.Read(new MemoryStream(bytes, 0, length)));
        Assert.Throws<InputException>(() => SafeTensors.Read(new MemoryStream([.. bytes, 0])));
    }

    [Fact]
    public void Ten_thousand_mutations_end_in_tensors_or_in_a_sentence()
    {
        var bytes = Bytes();
        const int seed = 20;
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var mutant = (byte[])bytes.Clone();
            for (var k = random.Next(1, 4); k > 0; k--) mutant[random.Next(0, mutant.Length)] = (byte)random.Next(256);
            try
            {
                SafeTensors.Read(new MemoryStream(mutant), "m.safetensors");
            }
            catch (InputException fault)
            {
                refused++;
                Assert.StartsWith("m.safetensors: the tensor file is damaged: ", fault.Message, StringComparison.Ordinal);
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}, round {round}: {fault}");
            }
        }

        Assert.True(refused > 3000, $"only {refused} mutations were noticed");
    }

    [Theory]
    [InlineData("[]", "its header is not a JSON object")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[8,8]}}", "its header is not valid JSON")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,4]}}", "has 4 bytes of data where its shape needs 8")]
    [InlineData("{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}", "has the type BF16")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}", "has a shape that is not a list of whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}", "is larger than an array can be")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}", "data_offsets that are not two ascending whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "do not begin where those before it end")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "do not begin where those before it end")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "4 bytes follow its data")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}", "it ends within its data: 8 bytes of 16")]
    [InlineData("{\"a\":3}", "lacks its dtype, shape or data_offsets")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", "its __metadata__ holds more than texts")]
    public void Faults_are_named(string header, string what)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        Assert.Contains(what, Assert.Throws<InputException>(() => SafeTensors.Read(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_must_fit()
    {
        Assert.Throws<ArgumentException>(() => new Tensor(new double[5], 2, 3));
        Assert.Throws<ArgumentException>(() => new Tensor(new string[1], 1));
        Assert.Throws<InputException>(() => SafeTensors.Read("/nowhere/m.safetensors"));
    }

    private static byte[] Bytes()
    {
        var stream = new MemoryStream();
        SafeTensors.Write(stream, Sample, new Dictionary<string, string> { ["note"] = "✓" });
        return stream.ToArray();
    }
}
