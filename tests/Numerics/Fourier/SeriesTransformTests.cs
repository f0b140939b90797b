namespace Lithoscope.Numerics.Tests;

public class SeriesTransformTests
{
    [Fact]
    public unsafe void Each_lane_is_the_sum_of_its_definition()
    {
        foreach (var instructions in InstructionSet.Supported)
        {
            var transform = SeriesTransform.Create(SeriesTransform.PointsFrom(59), instructions);
            Assert.Equal(60, transform.Points);
            var size = transform.Points * transform.Lanes;
            AlignedBuffer<double> room = new(4 * size);
            var stream = new RandomStream(3, "series");
            for (var k = 0; k < 2 * size; k++) room.Span[k] = stream.NextDouble() - 0.5;
            var start = room.Span[..(2 * size)].ToArray();
            transform.Transform(room.Pointer, room.Pointer + size, room.Pointer + 2 * size, room.Pointer + 3 * size);
            for (var lane = 0; lane < transform.Lanes; lane++)
            {
                for (var k = 0; k < transform.Points; k += 7)
                {
                    double re = 0, im = 0;
                    for (var j = 0; j < transform.Points; j++)
                    {
                        var (sine, cosine) = Math.SinCos(-2 * Math.PI * (j * k % transform.Points) / transform.Points);
                        var (x, y) = (start[j * transform.Lanes + lane], start[size + j * transform.Lanes + lane]);
                        re += x * cosine - y * sine;
                        im += x * sine + y * cosine;
                    }

                    Assert.Equal(re, room.Span[k * transform.Lanes + lane], 1e-13);
                    Assert.Equal(im, room.Span[size + k * transform.Lanes + lane], 1e-13);
                }
            }
        }
    }

    [Fact]
    public void Cosines_of_a_power_spectrum_are_the_autocorrelation()
    {
        double[] x = [1, -2, 3, 0.5, 0, 0, 0, 0];
        var power = new double[8];
        for (var k = 0; k < 8; k++)
        {
            double re = 0, im = 0;
            for (var j = 0; j < 8; j++) (re, im) = (re + x[j] * Math.Cos(2 * Math.PI * j * k / 8), im + x[j] * Math.Sin(2 * Math.PI * j * k / 8));
            power[k] = re * re + im * im;
        }

        var correlation = SeriesTransform.Cosines(power);
        for (var m = 0; m < 4; m++)
        {
            var sum = 0.0;
            for (var j = 0; j + m < 4; j++) sum += x[j] * x[j + m];
            Assert.Equal(sum, correlation[m] / 8, 1e-13);
        }
    }
}
